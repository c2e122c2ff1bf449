import { StringOutputParser } from '@langchain/core/output_parsers'
import { ChatPromptTemplate } from '@langchain/core/prompts'
import { RunnableLambda, RunnablePassthrough, RunnableSequence } from '@langchain/core/runnables'
import {
  FakeEmbeddings,
  FakeListChatModel,
  FakeSplitIntoListParser,
  FakeTracer,
  FakeVectorStore,
} from '@langchain/core/utils/testing'
import { VectorStoreRetriever } from '@langchain/core/vectorstores'
import { beforeAll, describe, expect, it } from 'vitest'
import { fromLangChainEmbeddings, toLangChainEmbeddings } from '../../src/adapters/langchain/embeddings.ts'
import { PolicyRetriever } from '../../src/adapters/langchain/policy-retriever.ts'
import { PolicyVectorStore } from '../../src/adapters/langchain/policy-vector-store.ts'
import { vectorAt } from '../../src/retrieval/vectors.ts'
import { statementsOf } from '../../src/statements/statements-of.ts'
import { openPlan } from './open-plan.ts'

const QUESTION = '到2025年建成多少个加氢站?'
let plan: Awaited<ReturnType<typeof openPlan>>
beforeAll(async () => {
  plan = await openPlan()
})

const sourceOf = (id: string) => plan.services.library.get(id)!.source.text

describe('PolicyRetriever', () => {
  it('gives statements that slice back from the source, with what a chain needs to cite them', async () => {
    const found = await new PolicyRetriever({ services: plan.services, k: 3 }).invoke(QUESTION)
    expect(found).toHaveLength(3)
    for (const { pageContent, metadata, id } of found) {
      const { document, start, end } = metadata
      expect(pageContent).toBe(sourceOf(document).slice(start, end))
      expect(id).toBe(`${document}#${start}-${end}`)
      expect(metadata.url).toBe(`/d/${document}?q=${start}-${end}#p${metadata.line}`)
      expect(sourceOf(document).slice(0, start).split('\n')).toHaveLength(metadata.line)
    }
    expect(found[0]!.pageContent).toContain('加氢站')
    expect(found[0]!.metadata).toMatchObject({
      title: '嘉定区减污降碳协同增效实施方案',
      number: '嘉府发〔2023〕27号',
    })
    expect(found[0]!.metadata.path.length).toBeGreaterThan(0)
    const scores = found.map(({ metadata }) => metadata.score!)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
  })

  it('answers what search answers, in its order', async () => {
    const candidates = await plan.services.search(QUESTION, { limit: 5 })
    const found = await new PolicyRetriever({ services: plan.services, k: 5 }).invoke(QUESTION)
    expect(found.map(({ metadata }) => metadata.start)).toEqual(
      candidates.map(
        ({ document, statement }) =>
          statementsOf(plan.services.library.get(document)!)[statement]!.span.start,
      ),
    )
  })

  it('refuses a document that does not exist, before any question', () => {
    expect(() => new PolicyRetriever({ services: plan.services, corpus: 'nowhere' })).toThrow(/nowhere/)
  })

  it('runs in a chain of LangChain: retriever, prompt, model, parser', async () => {
    const retriever = new PolicyRetriever({ services: plan.services, k: 2, corpus: 'jiading-2023-27' })
    const seen: string[] = []
    const chain = RunnableSequence.from([
      {
        context: retriever.pipe((found) => found.map(({ pageContent }) => pageContent).join('\n')),
        question: new RunnablePassthrough(),
      },
      ChatPromptTemplate.fromTemplate('{context}\n\n{question}'),
      RunnableLambda.from((prompt: { toString(): string }) => {
        seen.push(prompt.toString())
        return prompt as never
      }),
      new FakeListChatModel({ responses: ['六个,见原文'] }),
      new StringOutputParser(),
    ])
    expect(await chain.invoke(QUESTION)).toBe('六个,见原文')
    expect(seen[0]).toContain('加氢站')
    expect(seen[0]).toContain(QUESTION)
  })

  it('streams and batches as every runnable does, and feeds a list parser', async () => {
    const chain = new PolicyRetriever({ services: plan.services, k: 1 })
      .pipe(() => 'x')
      .pipe(new FakeListChatModel({ responses: ['一,二', '一,二'] }))
      .pipe(new FakeSplitIntoListParser())
    expect(await chain.batch([QUESTION, '谁负责加氢站'])).toEqual([
      ['一', '二'],
      ['一', '二'],
    ])
    let streamed = ''
    for await (const part of await new PolicyRetriever({ services: plan.services, k: 1 }).stream(QUESTION)) {
      streamed += part.map(({ pageContent }) => pageContent).join('')
    }
    expect(streamed).toContain('加氢站')
  })

  it('is traced as a retriever run, with the documents that it gave', async () => {
    const tracer = new FakeTracer()
    await new PolicyRetriever({ services: plan.services, k: 2 }).invoke(QUESTION, { callbacks: [tracer] })
    expect(tracer.runs).toHaveLength(1)
    expect(tracer.runs[0]).toMatchObject({ run_type: 'retriever', inputs: { query: QUESTION } })
    expect(tracer.runs[0]!.outputs!.documents).toHaveLength(2)
  })
})

describe('PolicyVectorStore', () => {
  const openStore = () => {
    const { library, embedder } = plan.parts
    const searchIndex = plan.parts.searchIndex!
    return new PolicyVectorStore({
      library,
      statements: searchIndex.statements,
      nearest: searchIndex.dense!.nearest,
      embedder: embedder!,
    })
  }

  it('gives the nearest statements with their cosine, best first', async () => {
    const found = await openStore().similaritySearchWithScore('加氢站建设', 4)
    expect(found).toHaveLength(4)
    const scores = found.map(([, score]) => score)
    expect(scores).toEqual([...scores].sort((a, b) => b - a))
    expect(scores.every((score) => score > 0 && score <= 1.0001)).toBe(true)
    for (const [{ pageContent, metadata }] of found) {
      expect(pageContent).toBe(sourceOf(metadata.document).slice(metadata.start, metadata.end))
    }
    expect(found.map(([document]) => document.pageContent).join()).toContain('加氢站')
  })

  it('finds the same as LangChain’s own store over the same vectors', async () => {
    const store = openStore()
    const all = await store.similaritySearch('嘉定', plan.parts.searchIndex!.dense!.nearest.size)
    const { embedder } = plan.parts
    const theirs = await FakeVectorStore.fromExistingIndex(toLangChainEmbeddings(embedder!))
    const vectors = all.map(({ metadata }) => {
      const statements = statementsOf(plan.services.library.get(metadata.document)!)
      const at = statements.findIndex(({ span }) => span.start === metadata.start)
      return Array.from(vectorAt(plan.parts.searchIndex!.dense!.vectors, at))
    })
    await theirs.addVectors(vectors, all)
    for (const question of [QUESTION, '谁负责生活垃圾', 'green buildings']) {
      const ours = await store.similaritySearchWithScore(question, 3)
      const other = await theirs.similaritySearchWithScore(question, 3)
      expect(ours.map(([{ metadata }]) => metadata)).toMatchObject(
        other.map(
          ([
            {
              metadata: { score: _, ...place },
            },
          ]) => place,
        ),
      )
      for (const [i, [, score]] of ours.entries()) expect(score).toBeCloseTo(other[i]![1], 2)
    }
  })

  it('keeps to a filter, however far it has to look', async () => {
    const store = openStore()
    const last = (await store.similaritySearch('加氢站', 10_000)).at(-1)!
    const kept = await store.similaritySearch('加氢站', 2, ({ id }) => id === last.id)
    expect(kept.map(({ id }) => id)).toEqual([last.id])
    expect(await store.similaritySearch('加氢站', 2, () => false)).toEqual([])
    expect(await store.similaritySearch('加氢站', 0)).toEqual([])
  })

  it('is a retriever of LangChain’s', async () => {
    const retriever = openStore().asRetriever(2)
    expect(retriever).toBeInstanceOf(VectorStoreRetriever)
    expect(await retriever.invoke('加氢站')).toHaveLength(2)
  })

  it('is read only, and says what to do instead', async () => {
    const store = openStore()
    await expect(store.addDocuments()).rejects.toThrow(/CORPUS_DIR/)
    await expect(store.addVectors()).rejects.toThrow(/CORPUS_DIR/)
    await expect(store.delete()).rejects.toThrow(/CORPUS_DIR/)
  })

  it('refuses an embedder of other dimensions', () => {
    const { library } = plan.parts
    const searchIndex = plan.parts.searchIndex!
    const embedder = { id: 'other', dimensions: 3, embed: async () => [] }
    expect(
      () =>
        new PolicyVectorStore({
          library,
          statements: searchIndex.statements,
          nearest: searchIndex.dense!.nearest,
          embedder,
        }),
    ).toThrow(/other has 3 dimensions/)
  })
})

describe('embeddings', () => {
  it('LangChain’s fake embeddings serve as an embedder', async () => {
    const embedder = await fromLangChainEmbeddings(new FakeEmbeddings(), 'fake')
    const [vector] = await embedder.embed(['加氢站'], 'passage')
    expect(vector).toHaveLength(embedder.dimensions)
    expect(Math.hypot(...vector!)).toBeCloseTo(1, 5)
  })

  it('the embedder serves LangChain’s vector store', async () => {
    const store = await FakeVectorStore.fromTexts(
      ['新建加氢站', '生活垃圾分类', '绿色建筑'],
      [{ n: 1 }, { n: 2 }, { n: 3 }],
      toLangChainEmbeddings(plan.parts.embedder!),
    )
    const [nearest] = await store.similaritySearch('垃圾怎么分类', 1)
    expect(nearest!.metadata).toEqual({ n: 2 })
  })
})
