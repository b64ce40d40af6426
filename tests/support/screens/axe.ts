import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from 'playwright-core'

/**
 * What axe finds on the page, each with the elements it means. The pale words that lie across the paper of a preview are
 * decoration: nobody needs to read them, so their contrast is not looked at. Nor is any where the system forces its colours:
 * a page is told those that it asked for, and not those that are drawn.
 */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  const isForced = await page.evaluate(() => matchMedia('(forced-colors: active)').matches)
  const { violations } = await new AxeBuilder({ page })
    .exclude({ fromShadowDom: ['.a4-preview', '.watermark'] })
    // All nodes that pass would be brought over from the page, which takes longer than looking at them.
    .options({ resultTypes: ['violations'] })
    .disableRules(isForced ? ['color-contrast'] : [])
    // In the page itself: there is no frame of another origin, for which a second page is opened and filled each time.
    .setLegacyMode()
    .analyze()
  return violations.map(
    ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
  )
}
