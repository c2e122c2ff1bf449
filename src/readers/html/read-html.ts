/** Gives the reading of a portal page: its main text with tables, and the fields that the portal prints around it. */
import type { DocumentReading } from '../../ports/document-reader.ts'
import { type Block, createTally, type Tally } from '../block.ts'
import { renderBlocks } from '../render-blocks.ts'
import { htmlBlocks } from './blocks.ts'
import { decodeHtml } from './decode-html.ts'
import { fieldsOf, isFieldBlock, metadataFrom } from './fields.ts'
import { proseOf, withoutHidden } from './hidden.ts'
import { mainContentOf } from './main-content.ts'
import { type HtmlElement, innerText, isElement, pageOf } from './page.ts'
import { storedText } from './stored-text.ts'
import { titleOf } from './title.ts'

/** Lines of the portal that stand inside of the text's container. */
const PORTAL_LINE =
  /^(?:【?字体[：:]|【?(?:打印|关闭)(?:本页|窗口|页面)?】?$|分享到?[：:]?$|扫一扫|浏览(?:次数|量)[：:]|访问量[：:]|责任编辑[：:]|(?:发布|发表)(?:时间|日期)[：:]|(?:信息)?来源[：:]|当前位置[：:]|您(?:当前所在的|现在的)?位置[：:]|上一[篇条][：:]|下一[篇条][：:]|相关(?:文件|链接|文章|阅读|稿件|解读)[：:]?$|返回顶部$|返回首页$|收藏本?页?$|主办(?:单位)?[：:]|承办(?:单位)?[：:]|版权所有|网站标识码|备案(?:序号|号)|.{0,8}ICP备|.{0,8}公网安备|大\s*中\s*小$)/
const PORTAL_REACH = 4
/** A page that shows less has its text written by a script. */
const LEAST_PROSE = 200

export function readHtml(bytes: Uint8Array): DocumentReading {
  const tally = createTally()
  const page = pageOf(decodeHtml(bytes))
  const shown = withoutHidden(page.body, (text) => tally.leave('hidden', text))
  const stored = proseOf(shown) < LEAST_PROSE ? storedText(page.stored) : null
  const body = stored === null ? shown : pageOf(stored).body
  const { main, isAround } = mainContentOf(body)
  const fields = fieldsOf(shown)
  for (const around of aroundOf(body, main)) tally.leave('navigation', around)
  const skipped = new Map<HtmlElement, boolean>()
  const blocks = htmlBlocks(main, {
    skips(element) {
      const known = skipped.get(element)
      if (known !== undefined) return known
      const what = isAround(element) ? 'navigation' : isFieldBlock(element) ? 'metadata_block' : null
      if (what) tally.leave(what, innerText(element))
      skipped.set(element, what !== null)
      return what !== null
    },
  })
  const metadata = metadataFrom(fields, page.meta)
  const text = withoutPortalLines(blocks, tally)
  const {
    text: rendered,
    map,
    characters,
  } = renderBlocks(withTitle(text, titleOf(metadata, page.title, body, main)))
  return { kind: 'html', text: rendered, map, metadata, warnings: [], coverage: tally.coverage(characters) }
}

/** The texts beside the path from the body to the main text. */
function* aroundOf(from: HtmlElement, main: HtmlElement): Generator<string> {
  if (from === main) return
  for (const child of from.children) {
    if (!isElement(child)) continue
    if (child === main || holds(child, main)) yield* aroundOf(child, main)
    else yield innerText(child)
  }
}

function holds(element: HtmlElement, wanted: HtmlElement): boolean {
  return element.children.some((child) => isElement(child) && (child === wanted || holds(child, wanted)))
}

function withoutPortalLines(blocks: readonly Block[], tally: Tally): Block[] {
  const reaches = (index: number) => index < PORTAL_REACH || index >= blocks.length - PORTAL_REACH
  return blocks.filter((block, index) => {
    const isPortal =
      block.kind === 'text' && reaches(index) && block.text.length < 60 && PORTAL_LINE.test(block.text)
    if (isPortal) tally.leave('navigation', block.text)
    return !isPortal
  })
}

/** Portals print the title above the text: it opens the document, unless the text has it, too. */
function withTitle(blocks: readonly Block[], title: string): Block[] {
  const head = squeeze(
    blocks
      .slice(0, 12)
      .map((block) => (block.kind === 'text' ? block.text : ''))
      .join(''),
  )
  if (title === '' || head.includes(squeeze(title))) return [...blocks]
  return [{ kind: 'text', text: title, level: 0 }, ...blocks]
}

function squeeze(text: string): string {
  return text.replace(/[\s\u00a0\u3000《》]/g, '')
}
