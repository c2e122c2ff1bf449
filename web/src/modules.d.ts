/** Types for what Vite imports beside scripts. */
declare module '*.css?inline' {
  const css: string
  export default css
}
