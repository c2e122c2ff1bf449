/** The functions of fflate that write-excel-file uses, without the web workers that it starts for large files. */
import { type AsyncZippable, type FlateCallback, type Zippable, zipSync } from 'fflate'

export { strToU8, zipSync } from 'fflate'

export function zip(files: AsyncZippable, done: FlateCallback): void {
  done(null, zipSync(files as Zippable))
}
