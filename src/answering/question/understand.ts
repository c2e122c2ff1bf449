/** One question, read alone: language, kind, years, figures, bodies, terms. */

import { findBodies } from '../../bodies/find-bodies.ts'
import type { Language, QuestionKind } from '../../domain/answer.ts'
import type { Span } from '../../domain/span.ts'
import { correctTypos } from '../../glossary/correct-typos.ts'
import { findPlaces } from '../../glossary/find-places.ts'
import { translateEnglish } from '../../glossary/translate-english.ts'
import { foldText } from '../../text/tokenize.ts'
import type { Engine } from '../engine.ts'
import { askedSides } from './contrasts.ts'
import { findAskedUnits, findClaims, findYears } from './figures.ts'
import { type FormMatch, findForms } from './forms.ts'
import { detectLanguage } from './language.ts'
import { regionsOf } from './regions.ts'
import { findTerms } from './terms.ts'
import type { AskedBody, AskedPlace, Term, Understanding } from './understanding.ts'

const CONFIRMS = {
  zh: /(吗|(?<![什怎多这那])么|嘛|是不是|对不对|是否|对吧|没错吧|是吧|对吗|是吗|是真的|吧)[?。!]*$|是不是|是否|对不对/,
  en: /^(is|are|was|were|do|does|did|can|could|may|must|should|will|has|have|isn't|aren't|doesn't)\b|\b(right|correct|true|isn't it|is that so)\?*$|is (that|this|it) (right|true|correct)/,
}
/** Words that only point back to what was asked before. */
const POINTS_BACK = {
  zh: /^(那|那么|还有|另外|其中|如果|要是|假如|换成|再|并且)|(呢)[?。!]*$|这个|这些|那个|那些|它|上述|前者|后者|此事|这事|这块|这项|该项/,
  en: /^(and|but|then|also|what about|how about|or)\b|\b(it|its|that|those|them|these|they|this|one|ones)\b/,
}
/** Asking what a body has to do, with nothing else said, asks for all of its tasks. */
const TASKS = {
  zh: /任务|职责|负责|配合|参与|承担|干什么|干啥|做什么|做啥|管什么|管啥|管哪|工作|哪些事|几项|哪几项|分工|角色|被点名|牵头|方面|方案|计划|文件|措施|推进|事项|环节|安排|管哪|哪一?1?块|什么事|一块/,
  en: /\btasks?\b|\bduties\b|\bresponsib|\bdo\b|\bjobs?\b|\brole\b|\bnamed\b|\binvolved\b|\bin charge of\b|\bassigned\b|\bobligations?\b|\bhandles?\b|\bitems?\b|\bmentioned\b|\bplan\b|\bdocument\b/,
}

const ASKS_BODY: ReadonlySet<QuestionKind> = new Set(['responsibility', 'tasks', 'document'])

function bodyTerm({ name }: AskedBody): Term {
  return { surface: name, alternatives: [{ text: name, weight: 1 }], weight: 1 }
}

/** 哪几个部门 and 哪几条线 ask for names, not for a number. */
const NO_FIGURE: ReadonlySet<QuestionKind> = new Set([
  'responsibility',
  'tasks',
  'definition',
  'list',
  'comparison',
  'yesno',
])

/** A question without its history. */
export function understandAlone(engine: Engine, question: string, lang: Language | undefined): Understanding {
  const typed = foldText(question)
  const language = detectLanguage(typed)
  const folded = language === 'zh' ? correctTypos(typed, engine.knownTerms, engine.tables).text : typed
  const forms = findForms(folded, language)
  const years = findYears(folded)
  const bodies = findBodies(folded, language, { table: engine.bodyTable, documentBodies: engine.bodies })
  // 青浦 in 青浦邮政管理局 is part of the body's name.
  const inBody = (at: Span) => bodies.some(({ start, end }) => start <= at.start && at.end <= end)
  const places = findPlaces(folded, engine.tables)
    .filter((mention) => !inBody(mention))
    .map(({ name, places: rows }) => ({
      surface: name,
      names: [...new Set(rows.map(({ zh }) => shortPlaceName(zh)))],
    }))
  const claims = findClaims(folded, years)
  const aside = setAside(folded, language)
  const described = [...aside, ...claims]
  const read = (spans: readonly Span[]) =>
    withPlaces(engine, folded, termsOutside(engine, folded, language, spans), places)
  const matter = read([...bodies, ...described])
  const figures = findAskedUnits(folded, language)
  const confirms = CONFIRMS[language].test(folded)
  // "达到90%以上,是吧?" gives a figure and asks for none.
  const confirmsFigure = confirms && !new RegExp(FIGURE_WORDS[language]).test(folded)
  const kinds = [...new Set(forms.map(({ kind }) => kind))]
  const kind = kindOf(kinds, forms, folded, language, bodies, matter, figures.length > 0)
  // Where no body is asked for, one that is named (in Anting Town) is part of the matter.
  const terms =
    ASKS_BODY.has(kind) || bodies.length === 0 ? matter : [...read(described), ...bodies.map(bodyTerm)]
  return {
    language,
    answerIn: lang ?? language,
    text: question,
    folded,
    kind,
    kinds,
    years,
    claims,
    asked: NO_FIGURE.has(kind) || confirmsFigure ? [] : figures,
    bodies,
    sides: askedSides(folded, language, engine.tables),
    terms,
    excluded: aside.flatMap(({ text }) => findTerms(text, language, engine)),
    asksTwice: [...folded.matchAll(FIGURE_WORDS[language])].length > 1,
    places,
    unknownNames: unknownNames(engine, question),
    confirms,
    pointsBack: POINTS_BACK[language].test(folded),
    followsUp: false,
  }
}

/** What a question sets aside by 除…以外 or other than …: it must not draw the answer to itself. */
const ASIDE = {
  zh: /除(?:了|去)?(.{1,40}?)(?:以外|之外|外)/g,
  en: /\b(?:other than|except(?: for)?|excluding|apart from|not counting|\(not) ([a-z][a-z ,-]{1,50}?)(?=[,.?)]|$| what| how| which| for | by )/g,
}
const FIGURE_WORDS = {
  zh: /多少|几[个座家条处成亩台辆]|百分之几|多[大高长]/g,
  en: /\bhow (?:many|much|long|large)\b|\bwhat (?:share|percentage|rate|proportion|%)/g,
}

function setAside(folded: string, language: Language): (Span & { readonly text: string })[] {
  return [...folded.matchAll(ASIDE[language])].map((match) => ({
    text: match[1]!,
    start: match.index,
    end: match.index + match[0].length,
  }))
}

/** Terms of the question without the spans (bodies, what is set aside) that constrain and do not describe. */
function termsOutside(engine: Engine, folded: string, language: Language, spans: readonly Span[]): Term[] {
  let masked = folded
  for (const { start, end } of spans) {
    masked = masked.slice(0, start) + ' '.repeat(end - start) + masked.slice(end)
  }
  return findTerms(masked, language, engine)
}

/**
 * A place may stand in the text under its own name, within a region's (嘉昆太), or at the head of a longer name: Jiading
 * New City is 嘉定新城. The document's own place tells nothing.
 */
function withPlaces(
  engine: Engine,
  folded: string,
  terms: readonly Term[],
  places: readonly AskedPlace[],
): Term[] {
  const absorbed = new Set<string>()
  const named = places.map(({ surface, names }): Term => {
    const after = folded.slice(folded.indexOf(surface.toLowerCase()) + surface.length).trimStart()
    const tail = terms.find((term) => after.startsWith(term.surface) && /^[a-z]/.test(term.surface))
    const longer = (tail?.alternatives ?? []).flatMap(({ text }) => names.map((name) => name + text))
    const known = longer.filter(engine.knows)
    if (tail && known.length > 0) absorbed.add(tail.surface)
    const wordings = known.length > 0 ? known : [...names, ...names.flatMap(regionsOf)]
    return {
      surface: known.length > 0 ? `${surface} ${tail!.surface}` : surface,
      alternatives: wordings.map((text) => ({ text, weight: 1 })),
      weight: Math.min(1, ...wordings.map((text) => engine.importance(text))),
    }
  })
  const own = [...engine.library.values()].map(
    ({ tree: { metadata } }) => metadata.title.value + (metadata.issuer?.value ?? ''),
  )
  const telling = named.filter(
    ({ alternatives }) => !alternatives.some(({ text }) => own.some((head) => head.includes(text))),
  )
  const surfaces = new Set(places.map(({ surface }) => surface.toLowerCase()))
  return [...terms.filter(({ surface }) => !surfaces.has(surface) && !absorbed.has(surface)), ...telling]
}

/** Abbreviations and codes as typed (WUE, GB50189) that no document and no table knows. */
function unknownNames(engine: Engine, question: string): string[] {
  return (question.match(/\b[A-Z][A-Z0-9]{1,9}\b/g) ?? []).filter(
    (name) =>
      engine.importance(name) === 1 && translateEnglish(name.toLowerCase(), engine.tables).length === 0,
  )
}

/** Asserting that a body is in charge asks whether it is, however the question goes on. */
const ASSERTS_CHARGE = {
  zh: /(由|是|归).{1,16}(负责|牵头|主管|审核|审批|管理|执行|承担)(的)?[,,]?(对|是|没错)?(不对|不是|吗|吧)/,
  en: /\b(?:why|is it (?:right|true|correct)|i (?:read|heard)).*\b(?:in (?:overall )?charge|responsible|the lead)\b|\b(in (overall )?charge|responsible|takes the lead|leads)\b.*\b(right|correct|true)\?$/,
}

/** 昆山市 and 昆山 are one place; 朝阳区's last character is no part of its name, 沙市's is. */
function shortPlaceName(name: string): string {
  return name.length > 2
    ? name.replace(/(?:特别行政区|壮族自治区|回族自治区|维吾尔自治区|自治[区州县]|地区|[省市区县盟])$/, '')
    : name
}

function kindOf(
  kinds: readonly QuestionKind[],
  forms: readonly FormMatch[],
  folded: string,
  language: Language,
  bodies: readonly AskedBody[],
  terms: readonly Term[],
  asksFigure: boolean,
): QuestionKind {
  if (kinds[0] === 'document') return 'document'
  if (bodies.length > 0 && ASSERTS_CHARGE[language].test(folded)) return 'responsibility'
  if (kinds.includes('definition') && kinds.includes('list')) return 'list'
  if (
    bodies.length > 0 &&
    terms.every(({ surface }) => TASKS[language].test(surface)) &&
    (forms.length === 0 || TASKS[language].test(folded))
  )
    return 'tasks'
  return kinds[0] ?? (asksFigure ? 'target' : bodies.length > 0 ? 'responsibility' : 'measure')
}
