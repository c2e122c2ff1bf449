/** The part of autocannon's programmatic interface that the load runs use; the package brings no types. */
declare module 'autocannon' {
  export interface Request {
    readonly method: string
    readonly path: string
    readonly headers: Readonly<Record<string, string>>
    readonly body: string
    /** Gives what is sent instead, called for each request of each connection. */
    readonly setupRequest?: (request: Request) => Request
  }
  export interface Options {
    readonly url: string
    readonly connections: number
    /** Requests in all; wins over `duration`. */
    readonly amount?: number
    /** Seconds. */
    readonly duration?: number
    /** Seconds that one request may take. */
    readonly timeout?: number
    /** Sent one after the other by each connection. */
    readonly requests: readonly Request[]
  }
  export interface Result {
    readonly requests: { readonly average: number; readonly total: number }
    /** Milliseconds. */
    readonly latency: {
      readonly p50: number
      readonly p97_5: number
      readonly p99: number
      readonly max: number
    }
    readonly errors: number
    readonly timeouts: number
    readonly non2xx: number
    /** Seconds. */
    readonly duration: number
  }
  export default function autocannon(options: Options): Promise<Result>
}
