/** Text of a browser script; see src/integrations/inline-scripts.ts. */
declare module '*.ts?script' {
  const code: string;
  export default code;
}
