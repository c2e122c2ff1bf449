/** Answers about a document itself: number, date, issuer, drafter, title, entry into force, validity. */
import { parseBody } from '../../bodies/parse-body.ts'
import type { Stated } from '../../domain/document.ts'
import type { ReadDocument } from '../../domain/library.ts'
import { contains } from '../../domain/span.ts'
import { readNumerals } from '../../text/numerals.ts'
import { foldText } from '../../text/tokenize.ts'
import type { DocumentFactKind } from '../compose/phrases.ts'
import { type Draft, draftOf, type QuoteSpan } from '../draft.ts'
import type { Answerer, Inquiry } from '../inquiry.ts'
import type { Understanding } from '../question/understanding.ts'
import { abstain } from './abstain.ts'
import { quoteParagraph } from './quotes.ts'

const ASKS: readonly { fact: DocumentFactKind; zh: RegExp; en: RegExp }[] = [
  { fact: 'number', zh: /文号|发文字号|〔\d{4}〕|几号文/, en: /(document|file|reference) number|〔\d{4}〕/ },
  { fact: 'drafter', zh: /起草|拟定|拟订|牵头制定|谁写/, en: /draft|drew up|drawn up|wrote|written by/ },
  { fact: 'issuer', zh: /(发文|印发|发布|制定|颁布|通过)(的)?(机关|单位|部门|机构)|(谁|哪个(部门|单位|机关|政府)|名义|由谁|哪里|哪级).{0,6}(印发|发布|发文|颁布|出台|制定|通过)|(哪|谁|什么).{0,8}(下?发|印)(出来)?的[?。]*$|名义/, en: /(who|which \w+|what \w+) (issued|published|released|adopted|passed|promulgated|signed)|issuing|issued by|published by/ },
  { fact: 'effective', zh: /施行|生效|(何时|什么时候|哪天|几号|开始|正式).{0,4}(实施|执行|实行)/, en: /(from|on|since) (which|what) (day|date)|(take|took|takes) effect|(come|came|comes) into force|enter(ed|s)? into force|in force|effective/ },
  { fact: 'expiry', zh: /有效期|失效|到期|截止|废止|管几年|多久有效/, en: /valid|expir|lapse|how long .*(last|apply|in force)|(stays?|remains?) (in force|valid)|in force for/ },
  { fact: 'date', zh: /(什么时候|何时|哪年|哪一年|哪天|几月|几号|时间|日期).{0,6}(发布|印发|发文|出台|公布|颁布|通过)|(发布|印发|发文|出台|公布|颁布|通过|成文)(的)?(时间|日期|年份|是什么时候|于|是哪年)|\d{4}年(发布|印发|发文|出台)/, en: /(when|date|year|day).{0,40}(issued|published|released|adopted|passed|promulgated)|date of issue|(issued|published|released) (in|on|when)/ },
  { fact: 'title', zh: /(全称|全名|名称|标题|题目)/, en: /(full|official|exact) (title|name)/ },
] // biome-ignore format: a table reads better

export const answerDocumentFact: Answerer = (inquiry) => {
  const { understanding, evidence } = inquiry
  if (!understanding.kinds.includes('document')) return null
  const facts = ASKS.filter((ask) => ask[understanding.language].test(understanding.folded)).map(
    ({ fact }) => fact,
  )
  const document = evidence.documents[0]
  if (facts.length === 0 || !document || !aboutDocument(inquiry, document)) return null
  if (evidence.documents.length > 1) return whichDocument(inquiry)
  return factsDraft(inquiry, document, facts)
}

/** Words that only point at the document or its issue. */
const DOCUMENT_WORDS =
  /^(本|该|这|此)?(份|个|部|项)?(文件|方案|办法|条例|规划|政策|通知|意见|规定|预案|指南|细则|文号|发文|字号|有效期?|期限|施行|实施|实行|生效|执行|失效|联合|下发|发布|印发|出台|起草|拟定|制定|日期|时间|名义|对外|正式|document|plan|polic|regulation|measures?|rules?|notice|issued?|published?|draft(ed)?|valid(ity)?|force|effect|apply|applies|start|number|date|day)/

/** The question is about the document when its content words point at it or stand in its title. */
function aboutDocument({ understanding }: Inquiry, { tree }: ReadDocument): boolean {
  const { title: own, number, issuer } = tree.metadata
  const title = foldText([own.value, number?.value, issuer?.value].join(' '))
  const beside = understanding.terms.filter(
    ({ surface, alternatives }) =>
      !DOCUMENT_WORDS.test(surface) &&
      !alternatives.some(({ text }) => title.includes(text) || DOCUMENT_WORDS.test(text)),
  )
  return beside.reduce((sum, { weight }) => sum + weight, 0) < (understanding.language === 'zh' ? 0.3 : 1.1)
}

/** Several documents and none named: the reader must choose. */
function whichDocument({ understanding, evidence, phrases }: Inquiry): Draft {
  const titles = evidence.documents.map(({ tree }) => tree.metadata.title.value)
  return draftOf({
    status: 'clarify',
    headline: phrases.whichReading,
    suggestions: titles.map((title) => `《${title}》：${understanding.text}`),
    reasons: ['several documents, none named'],
  })
}

function factsDraft(inquiry: Inquiry, document: ReadDocument, facts: readonly DocumentFactKind[]): Draft {
  const { phrases, understanding } = inquiry
  const { metadata } = document.tree
  const lines: string[] = []
  const quotes: QuoteSpan[] = []
  const unknown: DocumentFactKind[] = []
  let corrected = false
  for (const fact of facts) {
    const stated = metadata[fact]
    if (!stated) {
      unknown.push(fact)
      continue
    }
    lines.push(phrases.documentFact(fact, printedValue(document, fact, stated)))
    corrected ||= contradicts(understanding, fact, stated) || otherBody(inquiry, fact, stated)
    quotes.push(...quoteStated(document, stated))
  }
  if (lines.length === 0) return abstain(inquiry, [])
  return draftOf({
    status: corrected ? 'corrected' : unknown.length > 0 ? 'partial' : 'answered',
    headline: (corrected ? [phrases.correctedUnsaid(lines.join(' ').replace(/[。.]$/, ''))] : lines).join(
      ' ',
    ),
    caveats: unknown.map((fact) => phrases.partly(phrases.factName(fact))),
    quotes,
    reasons: facts.map((fact) => `metadata ${fact}`),
  })
}

/** As printed where the text states it. */
function printedValue(document: ReadDocument, fact: DocumentFactKind, { value, span }: Stated): string {
  return fact === 'date' && span ? document.source.text.slice(span.start, span.end) : value
}

/** The line that states the value. */
function quoteStated(document: ReadDocument, { span }: Stated): QuoteSpan[] {
  if (!span) return []
  const paragraph = document.tree.paragraphs.find((each) => contains(each.span, span))
  return paragraph ? [quoteParagraph(document, paragraph)] : []
}

/** The question asserts another body than the one that issued or drafted it. */
function otherBody({ engine, understanding }: Inquiry, fact: DocumentFactKind, { value }: Stated): boolean {
  const asserted = understanding.bodies[0]
  if (!asserted || (fact !== 'drafter' && fact !== 'issuer') || asserted.function === null) return false
  return parseBody(value, engine.bodyTable).function !== asserted.function
}

/** The question asserts another number or year than the document bears. */
function contradicts(
  { folded: question, claims }: Understanding,
  fact: DocumentFactKind,
  { value }: Stated,
): boolean {
  if (fact === 'number') {
    const asserted = question.match(/[\p{Script=Han}]*〔\d{4}〕\d+号/u)?.[0]
    return asserted !== undefined && !value.endsWith(asserted.replace(/^.*?(是|为|叫|文号)/u, ''))
  }
  if (fact === 'date') {
    const asserted = question.match(
      /(\d{4})年?(?=.{0,10}(发布|印发|发文|出台|issued|published))|(?<=(issued|published|released) in )(\d{4})/,
    )?.[0]
    return asserted !== undefined && !value.startsWith(asserted.slice(0, 4))
  }
  if (fact === 'effective') {
    const asserted = findDate(question)
    const stated = findDate(readNumerals(value))
    return asserted !== null && stated !== null && asserted !== stated
  }
  if (fact === 'expiry' && claims[0]) return !readNumerals(value).includes(String(claims[0].value))
  return false
}

const MONTHS = 'january february march april may june july august september october november december'.split(
  ' ',
)

/** The first full date of a folded text as `Y-M-D`; null when there is none. */
function findDate(text: string): string | null {
  const chinese = /(\d{4})[年-](\d{1,2})[月-](\d{1,2})/.exec(text)
  if (chinese) return [chinese[1], chinese[2], chinese[3]].map(Number).join('-')
  const british = new RegExp(`(\\d{1,2})(?:st|nd|rd|th)? (${MONTHS.join('|')}),? (\\d{4})`).exec(text)
  if (british) return [Number(british[3]), MONTHS.indexOf(british[2]!) + 1, Number(british[1])].join('-')
  const american = new RegExp(`(${MONTHS.join('|')}) (\\d{1,2})(?:st|nd|rd|th)?,? (\\d{4})`).exec(text)
  return american
    ? [Number(american[3]), MONTHS.indexOf(american[1]!) + 1, Number(american[2])].join('-')
    : null
}
