import { createFlatVectorIndex } from '../../src/adapters/flat-vector-index.ts'
import { lexiconOf } from '../../src/retrieval/library-lexicon.ts'
import { buildSearchIndex } from '../../src/retrieval/search-index.ts'
import { createEmbeddedIndex } from '../../src/retrieval/search-statements.ts'
import { statementIndexContract } from './statement-index-contract.ts'

statementIndexContract('embedded', async (library, embedder) =>
  createEmbeddedIndex(
    await buildSearchIndex(library, {
      embedder,
      lexicon: lexiconOf(library),
      vectorIndex: createFlatVectorIndex,
    }),
  ),
)
