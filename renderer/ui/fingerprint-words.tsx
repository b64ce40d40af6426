/** A computer's fingerprint, as it is read out by telephone: numbered, so that nobody loses the place. */
export function FingerprintWords({ words, label }: { words: readonly string[]; label: string }) {
  return (
    <ol className="fingerprint" aria-label={label}>
      {words.map((word) => (
        <li key={word}>{word}</li>
      ))}
    </ol>
  )
}
