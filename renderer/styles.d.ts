/** Style sheets are bundled by vite; importing one has no value. */
declare module '*.css'

/** vite's way to take in every file of a folder: its text or its address, by its path. */
interface ImportMeta {
  glob<T>(
    pattern: string,
    options: { readonly query: '?raw' | '?url'; readonly import: 'default'; readonly eager: true },
  ): Readonly<Record<string, T>>
}
