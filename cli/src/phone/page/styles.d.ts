/** Styles, which the build writes into page.css. */
declare module '*.css';
