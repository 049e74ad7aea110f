//! The most memory this process held during one part of the bench.

/// Largest resident memory that is called flat, in MB.
pub(crate) const FLAT: u64 = 300;

/// Forgets what was held before.
pub(crate) fn forget() -> anyhow::Result<()> {
    Ok(std::fs::write("/proc/self/clear_refs", "5")?)
}

/// The most memory held since then, in MB.
pub(crate) fn most() -> anyhow::Result<u64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:")).unwrap_or_default();
    Ok(line.trim().trim_end_matches(" kB").parse::<u64>()? >> 10)
}
