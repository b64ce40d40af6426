/** A picture without anything said about it, its size in pixels as it is shown. */
export interface Picture {
  readonly content: Uint8Array
  readonly width: number
  readonly height: number
}
