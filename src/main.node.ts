/** The Node host: `npm start`. */
import { boundHeapGrowth } from './adapters/node/heap.ts'
import { reportFailure, startServer } from './main.serve.ts'

boundHeapGrowth()
await startServer(process.env).catch(reportFailure)
