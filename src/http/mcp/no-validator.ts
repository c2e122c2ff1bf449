/** Stands in for the SDK's JSON Schema validator, which compiles code at run time: Workers forbid it, and tools use zod. */
import type { jsonSchemaValidator } from '@modelcontextprotocol/sdk/validation'

/** The server would need one only to read forms that it asks a client to fill in, and it asks for none. */
export const neverValidates: jsonSchemaValidator = {
  getValidator() {
    throw new Error('This server asks its clients for nothing')
  },
}
