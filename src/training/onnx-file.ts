/**
 * The static model as an ONNX file: Gather(int8 rows) → Cast → Mul(scale of the row), written as protobuf by hand.
 *
 * Field numbers: onnx.proto3 of the ONNX project, IR version 8, opset 13. The scales and the table come last, so that
 * a reader without ONNX finds them at fixed offsets and the repository holds one copy of the table.
 */
export interface QuantizedTable {
  readonly rows: number
  readonly dimensions: number
  /** Row-major, `rows × dimensions`. */
  readonly table: Int8Array
  readonly scales: Float32Array
}

export interface OnnxFile {
  readonly bytes: Uint8Array
  /** Byte offsets of the raw little-endian tensors. */
  readonly tableOffset: number
  readonly scalesOffset: number
}

const FLOAT = 1
const INT8 = 3
const INT64 = 7
const INT_ATTRIBUTE = 2

type Bytes = readonly Uint8Array[]
const size = (parts: Bytes) => parts.reduce((sum, part) => sum + part.length, 0)

function varint(value: number): Uint8Array {
  const bytes: number[] = []
  let rest = value
  while (rest > 0x7f) {
    bytes.push((rest % 128) | 0x80)
    rest = Math.floor(rest / 128)
  }
  bytes.push(rest)
  return Uint8Array.from(bytes)
}

const integer = (field: number, value: number): Bytes => [varint(field * 8), varint(value)]
const message = (field: number, parts: Bytes): Bytes => [varint(field * 8 + 2), varint(size(parts)), ...parts]
const text = (field: number, value: string): Bytes => message(field, [new TextEncoder().encode(value)])

const tensorType = (element: number, shape: readonly (number | string)[]): Bytes =>
  message(1, [
    ...integer(1, element),
    ...message(
      2,
      shape.flatMap((dimension) =>
        message(1, typeof dimension === 'number' ? integer(1, dimension) : text(2, dimension)),
      ),
    ),
  ])
const valueInfo = (
  field: number,
  name: string,
  element: number,
  shape: readonly (number | string)[],
): Bytes => message(field, [...text(1, name), ...message(2, tensorType(element, shape))])
const node = (operator: string, inputs: readonly string[], output: string, attributes: Bytes = []): Bytes =>
  message(1, [
    ...inputs.flatMap((input) => text(1, input)),
    ...text(2, output),
    ...text(3, output),
    ...text(4, operator),
    ...attributes,
  ])
const integerAttribute = (name: string, value: number): Bytes =>
  message(5, [...text(1, name), ...integer(3, value), ...integer(20, INT_ATTRIBUTE)])
/** The raw data are the last field. */
const tensor = (name: string, element: number, shape: readonly number[], data: Uint8Array): Bytes =>
  message(5, [
    ...shape.flatMap((length) => integer(1, length)),
    ...integer(2, element),
    ...text(8, name),
    ...message(9, [data]),
  ])

export function encodeOnnx({ rows, dimensions, table, scales }: QuantizedTable): OnnxFile {
  const scaleBytes = new Uint8Array(scales.buffer, scales.byteOffset, scales.byteLength)
  const tableBytes = new Uint8Array(table.buffer, table.byteOffset, table.byteLength)
  const tableTensor = tensor('table', INT8, [rows, dimensions], tableBytes)
  const graph = [
    ...node('Gather', ['table', 'input_ids'], 'codes', integerAttribute('axis', 0)),
    ...node('Gather', ['scales', 'input_ids'], 'factors', integerAttribute('axis', 0)),
    ...node('Cast', ['codes'], 'floats', integerAttribute('to', FLOAT)),
    ...node('Mul', ['floats', 'factors'], 'last_hidden_state'),
    ...text(2, 'static-embedding'),
    ...valueInfo(11, 'input_ids', INT64, ['batch', 'sequence']),
    ...valueInfo(12, 'last_hidden_state', FLOAT, ['batch', 'sequence', dimensions]),
    ...tensor('scales', FLOAT, [rows, 1], scaleBytes),
    ...tableTensor,
  ]
  const parts = [
    ...integer(1, 8),
    ...text(2, 'zhengda'),
    ...message(8, [...text(1, ''), ...integer(2, 13)]),
    ...message(7, graph),
  ]
  const bytes = new Uint8Array(size(parts))
  let at = 0
  for (const part of parts) {
    bytes.set(part, at)
    at += part.length
  }
  return {
    bytes,
    tableOffset: bytes.length - tableBytes.length,
    scalesOffset: bytes.length - size(tableTensor) - scaleBytes.length,
  }
}
