import { Button, Select } from 'antd'
import { useState } from 'react'
import { isPicture } from '../../../shared/attachments/content'
import type { Attachment } from '../../../shared/contract/attachments'
import { photoSheet, type SheetPhoto } from '../../../shared/paper/photo-sheet'
import { type Variant, variantLabels } from '../../../shared/privacy/variant'
import { useRpc, useTransport } from '../../engine/engine-context'
import { useVariants, variantAmong } from '../../engine/use-variants'
import { attempt } from '../../ui/errors'

/** Prints the photos with their captions, two or four to a page, for whom they are meant; pictures of papers are none to hand out. */
export function PrintPhotos({ record, files }: { record: string; files: readonly Attachment[] }) {
  const rpc = useRpc()
  const { printing } = useTransport()
  const mine = useVariants()
  const [variant, setVariant] = useState<Variant>(variantAmong(mine, null))
  if (!files.some((file) => isPicture(file.type) && !file.missing && !file.sensitive)) return null
  const print = async (perPage: 2 | 4): Promise<void> => {
    const { title, note, watermark, header, photos } = await rpc.attachments.printPhotos({ record, variant })
    const sheet: SheetPhoto[] = []
    for (const { id, caption, width, height } of photos) {
      const { type, base64 } = await rpc.attachments.read({ record, file: id })
      sheet.push({
        type,
        base64,
        caption,
        ...(width !== null && height !== null && { width, height }),
      })
    }
    const marks = { note, ...(watermark !== null && { watermark }), ...(header !== null && { header }) }
    await printing.print(photoSheet(title, sheet, perPage, marks))
  }
  return (
    <span className="print-photos">
      <Select<Variant>
        size="small"
        aria-label="照片用途"
        options={mine.map((value) => ({ value, label: variantLabels[value] }))}
        value={variant}
        onChange={setVariant}
      />
      <Button size="small" onClick={() => attempt(() => print(2))}>
        打印照片（每页 2 张）
      </Button>
      <Button size="small" onClick={() => attempt(() => print(4))}>
        打印照片（每页 4 张）
      </Button>
    </span>
  )
}
