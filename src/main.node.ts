/** The Node host: `npm start`. */
import { reportFailure, startServer } from './main.serve.ts'

await startServer(process.env).catch(reportFailure)
