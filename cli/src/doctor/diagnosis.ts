/** Something that is wrong with a project's set-up. */
export interface Diagnosis {
  /** A stable id, such as `jsx-import-source`. */
  readonly code: string;
  /** What is wrong, with the file. */
  readonly message: string;
  /** What to do. */
  readonly fix: string;
}
