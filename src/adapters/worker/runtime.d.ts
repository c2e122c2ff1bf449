/** What is used of the Workers runtime; its own types would redefine those of the browser. */
declare module 'cloudflare:workers' {
  /** Variables as strings, and the bindings of wrangler.toml. */
  export const env: Readonly<Record<string, unknown>> & { readonly ASSETS: import('./assets.ts').Assets }
}
