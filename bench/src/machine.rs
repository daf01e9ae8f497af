//! The machine: what it is, and how busy it is.

use std::fs;
use std::io::Write as _;
use std::path::Path;
use std::process::Command;
use std::time::Duration;

use crate::Outcome;
use crate::clock::now;

/// USER_HZ of every Linux that we build for: the unit of the times in /proc (proc(5)).
const TICKS_A_SECOND: f64 = 100.0;

/// Seconds of processor time that a process has used, in all its threads.
pub(crate) fn processor_seconds(process: u32) -> Outcome<f64> {
    let stat = fs::read_to_string(format!("/proc/{process}/stat"))?;
    // The name in brackets may hold anything; user and system time are the 12th and 13th fields after it.
    let fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace().skip(11).take(2);
    Ok(fields.filter_map(|field| field.parse::<f64>().ok()).sum::<f64>() / TICKS_A_SECOND)
}

/// Seconds of processor time that everybody on this machine has used, over all cores.
pub(crate) fn busy_seconds() -> Outcome<f64> {
    let stat = fs::read_to_string("/proc/stat")?;
    let line = stat.lines().next().unwrap_or_default();
    let ticks: Vec<f64> = line.split_whitespace().skip(1).take(8).filter_map(|it| it.parse().ok()).collect();
    // Of user, nice, system, idle, iowait, irq, softirq and steal the fourth and fifth are waiting.
    let waiting: f64 = ticks.iter().skip(3).take(2).sum();
    Ok((ticks.iter().sum::<f64>() - waiting) / TICKS_A_SECOND)
}

/// How much of this machine others use while we wait, from 0 to 1.
pub(crate) fn busy_elsewhere(span: Duration) -> Outcome<f64> {
    let (start, before) = (now(), busy_seconds()?);
    std::thread::sleep(span);
    Ok((busy_seconds()? - before) / start.elapsed().as_secs_f64() / cores() as f64)
}

/// Resident memory of a process in megabytes: now, and at most so far.
pub(crate) fn resident_megabytes(process: u32) -> Outcome<(f64, f64)> {
    let status = fs::read_to_string(format!("/proc/{process}/status"))?;
    let kib = |name: &str| {
        let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
        line.split_whitespace().next().and_then(|it| it.parse::<f64>().ok()).unwrap_or(0.0)
    };
    Ok((kib("VmRSS:") * 1_024.0 / 1e6, kib("VmHWM:") * 1_024.0 / 1e6))
}

/// How many processors there are.
pub(crate) fn cores() -> usize {
    doorward::config::cores()
}

/// What the processor calls itself.
pub(crate) fn processor() -> String {
    let info = fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let name = info.lines().find_map(|line| line.strip_prefix("model name"));
    name.map_or("unknown", |name| name.trim_start_matches([' ', '\t', ':'])).to_owned()
}

/// The kernel's version.
pub(crate) fn kernel() -> String {
    fs::read_to_string("/proc/sys/kernel/osrelease").unwrap_or_default().trim().to_owned()
}

/// What a program says of its version.
pub(crate) fn version(program: &str) -> String {
    let said = Command::new(program).arg("--version").output().map(|it| it.stdout).unwrap_or_default();
    String::from_utf8_lossy(&said).trim().to_owned()
}

/// How long 4 KiB take until they are on the disk below `folder`, in milliseconds: the median of a hundred.
pub(crate) fn flush_milliseconds(folder: &Path) -> Outcome<f64> {
    let path = folder.join("flush");
    let mut file = fs::File::create(&path)?;
    let mut times = Vec::new();
    for _ in 0..100 {
        let start = now();
        file.write_all(&[0; 4_096])?;
        file.sync_data()?;
        times.push(start.elapsed().as_secs_f64() * 1e3);
    }
    fs::remove_file(&path)?;
    Ok(doorward_bench::statistics::Spread::of(&times).median)
}
