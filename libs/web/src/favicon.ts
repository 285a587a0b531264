/** A sun over a ruled page. */
export const favicon =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32">' +
  '<rect width="32" height="32" rx="6" fill="#0f4c5c"/>' +
  '<circle cx="16" cy="12" r="6" fill="#ffb703"/>' +
  '<path d="M6 22h20M6 26h20" stroke="#fff" stroke-width="2" stroke-linecap="round"/></svg>\n';
