import { Button, Input } from 'antd'
import { useState } from 'react'
import type { Chosen } from '../../../shared/wire'
import { useTransport } from '../../engine/engine-context'
import { attempt } from '../../ui/errors'
import { Labeled } from '../../ui/labeled'
import { Section } from '../../ui/page'

/** Where a table comes from: a file, or cells from the clipboard. */
export type TableSource = { readonly file: Chosen } | { readonly text: string }

const extensions = ['xlsx', 'xls', 'ods', 'csv', 'xlsm']

/** The first step: a file is chosen, or cells are pasted. */
export function TableSourceSection({ onSource }: { readonly onSource: (source: TableSource) => void }) {
  const { files } = useTransport()
  const [text, setText] = useState('')
  const choose = async (): Promise<void> => {
    const [file] = await files.openFile({ title: '选择台账文件', extensions, multiple: false })
    if (file) onSource({ file })
  }
  return (
    <Section title="台账从哪里来">
      <p>
        可以是 WPS 或 Excel
        的文件（.xlsx、.xls、.ods、.csv），也可以连同列名复制单元格，粘贴到下面。导入前会先列出每一行会怎样。
      </p>
      <div className="form-tools">
        <Button type="primary" onClick={() => attempt(choose)}>
          选择文件
        </Button>
      </div>
      <Labeled label="或粘贴单元格">
        {(control) => (
          <Input.TextArea
            {...control}
            rows={4}
            value={text}
            onChange={({ target }) => setText(target.value)}
            onPaste={(event) => {
              const pasted = event.clipboardData.getData('text/plain')
              if (!pasted.includes('\t') || text !== '') return
              event.preventDefault()
              onSource({ text: pasted })
            }}
          />
        )}
      </Labeled>
      {text.trim() !== '' && <Button onClick={() => onSource({ text })}>看这些单元格</Button>}
    </Section>
  )
}
