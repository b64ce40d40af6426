/** PostgreSQL's numbers of types. */
const [BYTEA, INT8, NUMERIC, DATE, TIMESTAMP, TIMESTAMPTZ] = [17, 20, 1700, 1082, 1114, 1184]

const asText = (text: string): string => text

/** How both drivers read what they would read otherwise, by the type's number. */
export const parsers: Readonly<Record<number, (text: string) => unknown>> = {
  [BYTEA]: (text) => Buffer.from(text.slice(2), 'hex'),
  [INT8]: Number,
  [NUMERIC]: asText,
  [DATE]: asText,
  [TIMESTAMP]: asText,
  [TIMESTAMPTZ]: asText,
}
