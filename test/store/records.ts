/** Records of a store, as tests write them. */
import { randomUUID } from 'node:crypto'
import type { AskedRecord, FeedbackRecord } from '../../src/ports/question-store.ts'

export function asked(change: Partial<AskedRecord> = {}): AskedRecord {
  return {
    id: randomUUID(),
    at: '2026-11-20T02:00:00.000Z',
    question: '加氢站怎么补贴?',
    corpus: null,
    language: 'zh',
    status: 'not_found',
    document: 'plan',
    lines: [],
    topic: null,
    latency: 12,
    reader: 'basic',
    ...change,
  }
}

export function judged(change: Partial<FeedbackRecord> = {}): FeedbackRecord {
  const { latency, reader, topic, ...kept } = asked({ status: 'answered', lines: [3, 5] })
  return { ...kept, useful: false, reason: null, ...change }
}
