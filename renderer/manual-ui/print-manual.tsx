import { Button } from 'antd'
import { bookletPages, cardPages } from '../../shared/manual/paper'
import type { LaidPage } from '../../shared/paper/layout'
import { pagesMarkup } from '../../shared/paper/markup'
import { standaloneHtml } from '../../shared/paper/print-style'
import { useTransport } from '../engine/engine-context'
import { useBusy } from '../ui/use-busy'
import { card, loadPictures, manualPages } from './texts'

const bookletTitle = '院坝普法台使用说明'

/** Prints the whole manual as a booklet, or the card of one page. */
export function PrintManual() {
  const { printing } = useTransport()
  const booklet = useBusy()
  const quick = useBusy()
  const print = (title: string, pages: readonly LaidPage[]): Promise<unknown> =>
    printing.print(standaloneHtml(title, pagesMarkup(pages)))
  const printBooklet = async (): Promise<void> => {
    const pictures = await loadPictures()
    const pages = manualPages.map(({ page }) => page)
    await print(
      bookletTitle,
      bookletPages(bookletTitle, pages, (file) => pictures.get(file)),
    )
  }
  const printCard = async (): Promise<void> => {
    await print(card.title, cardPages(card))
  }
  return (
    <div className="manual-print">
      <Button loading={quick.busy} onClick={() => void quick.run(printCard)}>
        打印快速上手卡
      </Button>
      <Button loading={booklet.busy} onClick={() => void booklet.run(printBooklet)}>
        打印全部说明
      </Button>
    </div>
  )
}
