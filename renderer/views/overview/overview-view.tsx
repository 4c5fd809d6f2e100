export function OverviewView() {
  return <p>Overview: not built yet.</p>;
}
