/** Text of a browser script; see src/integrations/inline-scripts.ts. */
declare module '*.ts?script' {
  const code: string;
  export default code;
}

/** Names in the code of an island; see src/integrations/inline-scripts.ts. */
declare module '*.tsx?names' {
  const names: readonly string[];
  export default names;
}
