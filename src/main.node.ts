/** The Node host: `npm start`. */
import { holdHeap } from './adapters/node/heap.ts'
import { reportFailure, startServer } from './main.serve.ts'

holdHeap()
await startServer(process.env).catch(reportFailure)
