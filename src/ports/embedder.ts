/** Port: text to vectors. Vectors are L2-normalised, so that the dot product is the cosine. */
export interface Embedder {
  /** Name and version of the model; part of the index manifest. */
  readonly id: string
  readonly dimensions: number
  /** One vector a text, in order. Empty text and text without a known token give the zero vector. */
  embed(texts: readonly string[], kind: 'query' | 'passage'): Promise<Float32Array[]>
}
