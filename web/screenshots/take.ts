/** Takes the pictures of the README from the site as it is: `npm run screenshots`. */
import { join } from 'node:path'
import { ask, openBrowser, startSite, visit } from '../../test/web/site.ts'

// As a reader sees it, with the trained reader.
const site = await startSite({ READER: 'trained' })
const browser = await openBrowser()
const picture = (name: string) => join(import.meta.dirname, `${name}.png`)

const chat = await visit(browser, `${site.origin}/`)
await ask(chat.page, '工业厂房屋顶光伏覆盖率要达到多少?')
await chat.page.locator('source-panel mark').first().waitFor()
await chat.page.screenshot({ path: picture('answer') })
await chat.close()

const targets = await visit(browser, `${site.origin}/targets`)
await targets.page.screenshot({ path: picture('targets') })
await targets.close()

await browser.close()
site.close()
process.exit(0)
