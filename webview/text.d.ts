/** A program bundled by itself and taken in as text (esbuild.mjs): the page can only start workers from what it holds. */
declare module "*?text" {
  const program: string;
  export default program;
}
