const LINK = 1_000 // One that is longer leads to no page of a person's.

/** The link as a web address that can stand in `<…|…>`: no other kind, no password in it, nothing that ends it. */
export function addressIn(link: string): string | undefined {
  const url = URL.parse(link)
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return undefined
  const address = url.href.replaceAll('|', '%7C').replaceAll('^', '%5E')
  return address.length <= LINK ? address : undefined
}
