const longEnough = 60_000;

/** Lets the browser save octets as a file. Nothing is shown from the address that it needs for that. */
export function saveAs(octets: Blob, name: string): void {
  const address = URL.createObjectURL(octets);
  fetchAs(address, name);
  setTimeout(() => URL.revokeObjectURL(address), longEnough);
}

/** Lets the browser save what lies at an address, without this page holding it. */
export function fetchAs(address: string, name: string): void {
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
}
