/** Builds the phone's page into a folder. */
export declare function buildPage(outdir: string): Promise<void>;
