/** The functions of fflate that our workbooks and the package docx use, without the web workers that it starts for large files. */
import { type AsyncZippable, type FlateCallback, type Zippable, zipSync } from 'fflate'

export { strToU8, Zip, ZipDeflate, zipSync } from 'fflate'

export function zip(files: AsyncZippable, done: FlateCallback): void {
  done(null, zipSync(files as Zippable))
}
