/** Port: hands questions over to whoever owns the documents. */

/** Questions of one meaning that no document answers. */
export interface HandOver {
  readonly question: string
  readonly wordings: readonly string[]
  readonly times: number
  readonly first: string
  readonly last: string
  readonly nearest: readonly { readonly document: string; readonly line: number; readonly quote: string }[]
  /** Who handed it over. */
  readonly by: string
}

export interface Owner {
  /** Resolves when it was taken; rejects with an error that says why not. */
  send(handOver: HandOver): Promise<void>
}
