/** One step of the hub's schema. `sql` may hold several statements and is never changed once it has landed. */
export interface HubMigration {
  readonly id: number
  readonly name: string
  readonly sql: string
}
