/** The trained reader over transformers.js (optional package @xenova/transformers): one session, a reader and an embedder. */
import type { PreTrainedModel } from '@xenova/transformers'
import { ZhengdaError } from '../domain/errors.ts'
import type { Embedder } from '../ports/embedder.ts'
import { agreement, slotsOf } from '../reading/agreement.ts'
import { answerSpans } from '../reading/answer-spans.ts'
import type { RawReader, RawReading } from '../reading/calibrated-reader.ts'
import { readModelConfig } from '../reading/model-config.ts'
import { embeddingIds, pairOf, questionIds, questionText } from '../reading/pairs.ts'
import { createReaderTokenizer } from '../reading/tokenizer.ts'
import { createTurns } from '../reading/turns.ts'

export interface TrainedReaderFiles {
  /** Folder with config.json, tokenizer.json, tokenizer_config.json and onnx/model_quantized.onnx. */
  readonly folder: string
  /** Contents of config.json and tokenizer.json. */
  readonly config: unknown
  readonly tokenizer: unknown
  /** Hash of the model and of what it is read with: part of the ids. */
  readonly version: string
}

export interface TrainedReaderOptions {
  readonly threads: number
  /** Most jobs (a question's readings, texts to embed) that wait at a time. */
  readonly bound?: number
}

export interface TrainedReader {
  readonly raw: RawReader
  readonly embedder: Embedder
  /** Jobs that wait or are at work. */
  readonly waiting: () => number
  close(): Promise<void>
}

/** What the model makes of one row of ids. */
interface Output {
  readonly embedding: Float32Array
  readonly kind: Float32Array
  readonly answers: number
  readonly contradicts: number
  readonly answerTokens: Float32Array
}

const REMEMBERED_QUESTIONS = 256

/**
 * Rows are run one by one. Rows together would cost a tenth less where they are of one length, but need padding, and the
 * model's activations are quantised over all rows of a run, so that a reading would depend on its neighbours.
 *
 * @throws ZhengdaError package_missing, model_missing, model_corrupt, model_mismatch; from its methods reader_busy
 */
export async function loadTrainedReader(
  files: TrainedReaderFiles,
  { threads, bound = 256 }: TrainedReaderOptions,
): Promise<TrainedReader> {
  const tokenizer = createReaderTokenizer(files.tokenizer)
  const { dimensions, limits, kindsOf } = readModelConfig(files.config)
  const { run, close } = await openSession(files.folder, threads)
  const turns = createTurns(bound)
  const encode = (text: string) =>
    turns.run([embeddingIds(tokenizer, text, 'query', limits)], run).then(([output]) => output!)
  const remembered = rememberRecent(REMEMBERED_QUESTIONS, encode)

  const embedder: Embedder = {
    id: `reader:${files.version}`,
    dimensions,
    embed: async (texts, kind) => {
      const zero = () => new Float32Array(dimensions)
      const vectorOf = ({ embedding }: Output) => embedding
      if (kind === 'query') {
        return Promise.all(texts.map((text) => (isBlank(text) ? zero() : remembered(text).then(vectorOf))))
      }
      const full = texts.filter((text) => !isBlank(text))
      const embedded = await turns.run(full, (text) =>
        run(embeddingIds(tokenizer, text, 'passage', limits)).then(vectorOf),
      )
      let next = 0
      return texts.map((text) => (isBlank(text) ? zero() : embedded[next++]!))
    },
  }

  const raw: RawReader = {
    id: `trained:${files.version}`,
    kind: 'trained',
    kinds: async (question) => kindsOf((await remembered(questionText(question))).kind),
    read: async (question, statements, options) => {
      const asked = questionIds(tokenizer, question, limits.question)
      const text = questionText(question)
      const askedSlots = slotsOf(text)
      const english = Number(!/[\u4e00-\u9fff]/.test(text))
      return turns.run(
        statements,
        async (statement): Promise<RawReading> => {
          const pair = pairOf(tokenizer, asked, statement, limits.statement)
          const { answers, contradicts, answerTokens } = await run(pair.ids)
          const logits = answerTokens.subarray(pair.first, pair.first + pair.starts.length)
          return {
            features: {
              logit: answers,
              contradicts,
              token: logits.length > 0 ? logits.reduce((a, b) => Math.max(a, b)) : -10,
              cosine: statement.cosine,
              words: Math.log1p(statement.bm25),
              share: statement.share,
              gap: statement.gap,
              english,
              'english logit': english * answers,
              'english cosine': english * statement.cosine,
              ...agreement(askedSlots, slotsOf(statement.text), slotsOf(statement.context)),
            },
            spans: (threshold) => answerSpans(statement.text, { ...pair, logits }, threshold),
          }
        },
        options?.signal,
      )
    },
  }
  return { raw, embedder, waiting: () => turns.size, close }
}

/** `run` takes the ids of one row. */
async function openSession(folder: string, threads: number) {
  const { AutoModel, env, Tensor } = await import('@xenova/transformers').catch((cause: unknown) => {
    const message =
      'The trained reader needs the package @xenova/transformers, which is not installed: run `npm install --include=optional`, or set READER=basic.'
    throw new ZhengdaError('package_missing', message, { cause })
  })
  const parts = folder.replace(/[/\\]+$/, '').split(/[/\\]/)
  const name = parts.pop()!
  env.localModelPath = `${parts.join('/') || '.'}/`
  const model: PreTrainedModel = await AutoModel.from_pretrained(name, {
    dtype: 'q8',
    local_files_only: true,
    session_options: {
      intraOpNumThreads: threads,
      interOpNumThreads: 1,
      // Threads that wait for work in a loop take the processor from all else, and gain nothing for rows of this length.
      extra: { session: { intra_op: { allow_spinning: '0' } } },
    },
  }).catch((cause: unknown) => {
    throw new ZhengdaError(
      'model_missing',
      `The reader's model in ${folder} cannot be loaded: the folder must hold config.json, tokenizer_config.json and onnx/model_quantized.onnx; restore it from the repository, or set READER=basic.`,
      { cause },
    )
  })
  const run = async (ids: readonly number[]): Promise<Output> => {
    const shape = [1, ids.length]
    const output = await model({
      input_ids: new Tensor('int64', BigInt64Array.from(ids, BigInt), shape),
      attention_mask: new Tensor('int64', new BigInt64Array(ids.length).fill(1n), shape),
    })
    const copy = (name: string) => Float32Array.from(output[name].data as Float32Array)
    return {
      embedding: copy('embedding'),
      kind: copy('kind'),
      answers: copy('answers')[0]!,
      contradicts: copy('contradicts')[0]!,
      answerTokens: copy('answer_tokens'),
    }
  }
  return { run, close: async () => void (await model.dispose()) }
}

/** The last results, each made once however many ask at a time; failures are forgotten. */
function rememberRecent<T>(most: number, make: (text: string) => Promise<T>): (text: string) => Promise<T> {
  const results = new Map<string, Promise<T>>()
  return (text) => {
    const result = results.get(text) ?? make(text)
    results.delete(text)
    results.set(text, result)
    result.catch(() => results.get(text) === result && results.delete(text))
    if (results.size > most) results.delete(results.keys().next().value!)
    return result
  }
}

const isBlank = (text: string) => !/[\p{L}\p{N}]/u.test(text)
