/** The terms of the search index by name: of a long beginning the few that begin so are asked for one by one. */
export const searchTermsByName = {
  version: 330,
  name: 'search-terms',
  sql: "CREATE VIRTUAL TABLE search_terms USING fts5vocab('search', 'instance');",
} as const
