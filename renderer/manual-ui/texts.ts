import { type ManualPage, readPage } from '../../shared/manual/read'
import { manualTopics, quickCard, type Topic } from '../../shared/manual/topics'

const files = import.meta.glob<string>('../../shared/manual/pages/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const addresses = import.meta.glob<string>('../../shared/manual/pictures/*.webp', {
  query: '?url',
  import: 'default',
  eager: true,
})

const read = (name: string): ManualPage =>
  readPage(files[`../../shared/manual/pages/${name}.md`] ?? `# ${name}`)

/** Every page of the manual, in order. */
export const manualPages: readonly { readonly topic: Topic; readonly page: ManualPage }[] = manualTopics.map(
  (topic) => ({ topic, page: read(topic) }),
)

/** The card to lie beside the keyboard. */
export const card = read(quickCard)

/** Where the page finds a picture. */
export const pictureAddress = (file: string): string =>
  addresses[`../../shared/manual/pictures/${file}`] ?? ''

/** All pictures by their files, as `data:` addresses: what is printed stands alone. */
export async function loadPictures(): Promise<ReadonlyMap<string, string>> {
  const loaded = await Promise.all(
    Object.entries(addresses).map(async ([path, address]) => {
      const content = await (await fetch(address)).blob()
      return [path.slice(path.lastIndexOf('/') + 1), await asDataAddress(content)] as const
    }),
  )
  return new Map(loaded)
}

function asDataAddress(content: Blob): Promise<string> {
  return new Promise((done, failed) => {
    const reader = new FileReader()
    reader.onload = () => done(String(reader.result))
    reader.onerror = () => failed(reader.error)
    reader.readAsDataURL(content)
  })
}
