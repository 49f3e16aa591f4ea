import { useState } from 'react'
import { asText } from './read.ts'

/**
 * A small picture beside words. The page loads nothing from the network, so that one from elsewhere is shown by its
 * words.
 */
export const Picture = ({ element }: { readonly element: Readonly<Record<string, unknown>> }) => {
  const [failed, setFailed] = useState(false)
  const [url, words] = [asText(element.image_url), asText(element.alt_text)]
  if (failed || !/^(\/|data:image\/|https?:\/\/)/.test(url)) return <span className="picture is-missing">{words}</span>
  return <img className="picture" src={url} alt={words} onError={() => setFailed(true)} />
}
