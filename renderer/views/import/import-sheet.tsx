export function ImportSheet() {
  return null;
}
