/** Reports signed off are records like others; they are found by what they report. */
export const frozenReports = {
  version: 70,
  name: 'frozen-reports',
  sql: `
CREATE INDEX records_frozen ON records
  (json_extract(body, '$.report'), json_extract(body, '$.period'), json_extract(body, '$.unit'), last_change)
  WHERE kind = 'frozen-report' AND deleted = 0;
`,
} as const
