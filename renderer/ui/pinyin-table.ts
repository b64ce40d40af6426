/** A chunk of its own: only what is typed in letters needs the table of pinyin. */
export { match } from 'pinyin-pro'
