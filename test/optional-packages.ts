/** True where hnswlib-node is installed and compiled; it is an optional package. */
export const hasHnsw = await import('hnswlib-node').then(
  ({ default: hnswlib }) => Boolean(new hnswlib.HierarchicalNSW('ip', 2)),
  () => false,
)

/** True where transformers.js is installed; it is an optional package. */
export const hasTransformers = await import('@xenova/transformers').then(
  () => true,
  () => false,
)
