/** The reader without a runtime: logistic regression over words, static vectors and agreement. Node, workerd, browsers. */
import type { StaticEmbedder } from '../embedding/static-embedder.ts'
import type { ReaderQuestion } from '../ports/reader.ts'
import { basicFeatures } from './basic-features.ts'
import { basicKinds } from './basic-kinds.ts'
import type { BasicModel } from './basic-model.ts'
import { basicSpans } from './basic-spans.ts'
import type { RawReader } from './calibrated-reader.ts'
import { logitOf } from './logistic.ts'
import { questionText } from './pairs.ts'
import { slotsOf } from './slots.ts'

/** The cosine of its statements must be that of the static embedder. */
export function createBasicReader(
  model: BasicModel,
  embedder: Pick<StaticEmbedder, 'embedOne' | 'id'>,
): RawReader {
  const understand = (question: ReaderQuestion) => basicQuestion(question, model, embedder)
  return {
    id: `basic:${embedder.id}`,
    kind: 'basic',
    kinds: async (question) => understand(question).kinds,
    read: async (question, statements, options) => {
      options?.signal?.throwIfAborted()
      const asked = understand(question)
      return statements.map((statement) => {
        const features = basicFeatures(asked, statement, embedder.embedOne(statement.text))
        return {
          features: {
            ...features,
            logit: logitOf(model.answers, features),
            contradicts: logitOf(model.contradicts, features),
          },
          spans: () => basicSpans(statement.text, slotsOf(statement.text), asked.kinds),
        }
      })
    },
  }
}

export function basicQuestion(
  question: ReaderQuestion,
  model: Pick<BasicModel, 'kinds'>,
  { embedOne }: Pick<StaticEmbedder, 'embedOne'>,
) {
  const text = questionText(question)
  const vector = embedOne(text)
  return {
    text,
    english: !/[\u4e00-\u9fff]/.test(text),
    slots: slotsOf(text),
    kinds: basicKinds(model.kinds, text, vector),
    vector,
  }
}
