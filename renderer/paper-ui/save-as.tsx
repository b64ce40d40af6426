import { useState } from 'react'
import type { Chosen } from '../../shared/wire'
import { useTransport } from '../engine/engine-context'
import { useSaved } from '../engine/use-saved'
import { SplitButton } from '../ui/split-button'
import { useBusy } from '../ui/use-busy'

const formats = [
  { format: 'docx', label: '存为 Word' },
  { format: 'xlsx', label: '存为 Excel' },
  { format: 'pdf', label: '存为 PDF' },
] as const

type Format = (typeof formats)[number]['format']

/** By the format: writes into the chosen file and answers the name that was written. */
export type Writers = Readonly<Partial<Record<Format, (file: Chosen) => Promise<string>>>>

const noPdf = '在浏览器中请点“打印”，目标选“另存为 PDF”'

interface SaveAsProps {
  /** Names the files. */
  readonly title: string
  readonly writers: Writers
  /** Why a format can not be had now. */
  readonly refused?: Readonly<Partial<Record<Format, string | undefined>>>
}

/** 「存为 Word ▾」: asks for the place, writes, and says where the file is. */
export function SaveAs({ title, writers, refused = {} }: SaveAsProps) {
  const { files, printing } = useTransport()
  const saved = useSaved()
  const { busy, run } = useBusy()
  const [chosen, setChosen] = useState<Format | null>(null)
  const save = async (format: Format, write: (file: Chosen) => Promise<string>): Promise<void> => {
    const file = await files.saveFile({ title: '保存文件', suggestedName: `${title}.${format}` })
    if (file) saved({ at: file, file: await write(file) })
  }
  const choices = formats.flatMap(({ format, label }) => {
    const write = writers[format]
    if (!write) return []
    const saveAs = (): Promise<void> => {
      setChosen(format)
      return save(format, write)
    }
    const why = format === 'pdf' && printing.pdf === null ? noPdf : refused[format]
    return [{ key: format, label, refused: why, run: () => void run(saveAs) }]
  })
  return <SplitButton choices={choices} more="存为其他格式" busy={busy ? chosen : null} />
}
