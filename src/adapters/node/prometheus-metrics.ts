/** Counts for Prometheus: answers by status, their time, verdicts, lost records, and the process itself. */
import { Counter, collectDefaultMetrics, Histogram, Registry } from 'prom-client'
import type { Metrics } from '../../ports/metrics.ts'

/** Seconds; answers take milliseconds, those that a model words take seconds. */
const BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 20]

export function prometheusMetrics(): Metrics {
  const registry = new Registry()
  const registers = [registry]
  collectDefaultMetrics({ register: registry })
  const answers = new Counter({
    name: 'zhengda_answers_total',
    help: 'Answers by status, language and reader.',
    labelNames: ['status', 'language', 'reader'],
    registers,
  })
  const seconds = new Histogram({
    name: 'zhengda_answer_seconds',
    help: 'Time from the request of an answer to its response.',
    buckets: BUCKETS,
    registers,
  })
  const verdicts = new Counter({
    name: 'zhengda_feedback_total',
    help: "Readers' verdicts that were kept, changes of mind included.",
    labelNames: ['useful'],
    registers,
  })
  const lost = new Counter({
    name: 'zhengda_questions_not_kept_total',
    help: 'Questions that the store did not take while its queue was full.',
    registers,
  })
  return {
    answered({ milliseconds, ...labels }) {
      answers.inc(labels)
      seconds.observe(milliseconds / 1000)
    },
    judged: (useful) => verdicts.inc({ useful: String(useful) }),
    lost: (records) => lost.inc(records),
    read: async () => ({ text: await registry.metrics(), type: registry.contentType }),
  }
}
