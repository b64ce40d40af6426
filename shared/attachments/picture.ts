/** How large a picture is, in pixels. */
export interface PictureSize {
  readonly width: number
  readonly height: number
}

/** A picture without anything said about it, its size as it is shown. */
export interface Picture extends PictureSize {
  readonly content: Uint8Array
}
