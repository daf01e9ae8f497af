//! The published vectors of one-time passwords, through the doors that everybody uses.

use doorward_core::factor::totp::{Algorithm, Authenticator, Parameters, Seed, Window, code_at, verify};
use doorward_core::factor::{Detail, Refusal};
use doorward_core::id::{FactorId, UserId};
use doorward_core::moment::Time;

/// RFC 4226 Appendix D: counters 0 to 9, HMAC-SHA-1, 6 digits. The counter is the time step.
const HOTP: [&str; 10] =
    ["755224", "287082", "359152", "969429", "338314", "254676", "287922", "162583", "399871", "520489"];

/// RFC 6238 Appendix B: seconds since 1970, then the passcodes of SHA-1, SHA-256 and SHA-512.
const TOTP: [(i64, [&str; 3]); 6] = [
    (59, ["94287082", "46119246", "90693936"]),
    (1_111_111_109, ["07081804", "68084774", "25091201"]),
    (1_111_111_111, ["14050471", "67062674", "99943326"]),
    (1_234_567_890, ["89005924", "91819424", "93441116"]),
    (2_000_000_000, ["69279037", "90698825", "38618901"]),
    (20_000_000_000, ["65353130", "77737706", "47863826"]),
];

/// The seeds of Appendix B are as long as the hash; the text names only the first, the code in Appendix A has all three.
const SEEDS: [(Algorithm, usize); 3] =
    [(Algorithm::Sha1, 20), (Algorithm::Sha256, 32), (Algorithm::Sha512, 64)];

fn authenticator(algorithm: Algorithm, seed_length: usize, digits: u32) -> Authenticator {
    Authenticator {
        id: FactorId::from_bytes([1; 16]),
        user: UserId::from_bytes([2; 16]),
        seed: Seed::from_bytes(b"1234567890".iter().copied().cycle().take(seed_length).collect()),
        parameters: Parameters { algorithm, digits, period: 30 },
        last_step: None,
    }
}

#[test]
fn p13_rfc_4226_appendix_d() {
    let authenticator = authenticator(Algorithm::Sha1, 20, 6);
    for (counter, code) in (0..).zip(HOTP) {
        let at = Time::from_millis(counter * 30_000);
        assert_eq!(code_at(&authenticator.seed, authenticator.parameters, at), code, "counter {counter}");
    }
}

#[test]
fn p13_rfc_6238_appendix_b_is_computed_and_judged_right() {
    for (seconds, codes) in TOTP {
        for ((algorithm, seed_length), code) in SEEDS.into_iter().zip(codes) {
            let authenticator = authenticator(algorithm, seed_length, 8);
            let at = Time::from_millis(seconds * 1_000);
            assert_eq!(
                code_at(&authenticator.seed, authenticator.parameters, at),
                code,
                "{algorithm:?} {seconds}"
            );
            let verified = verify(&authenticator, code, at, Window::ZERO).unwrap();
            let step = u64::try_from(seconds / 30).unwrap();
            assert_eq!(verified.detail(), &Detail::Totp { factor: authenticator.id, step });
            assert_eq!((verified.user(), verified.at()), (authenticator.user, at));
        }
    }
}

#[test]
fn p12_a_vector_is_right_once() {
    for (seconds, codes) in TOTP {
        for ((algorithm, seed_length), code) in SEEDS.into_iter().zip(codes) {
            let at = Time::from_millis(seconds * 1_000);
            let used = Authenticator {
                last_step: Some(u64::try_from(seconds / 30).unwrap()),
                ..authenticator(algorithm, seed_length, 8)
            };
            assert_eq!(
                verify(&used, code, at, Window::ONE),
                Err(Refusal::PasscodeUsed),
                "{algorithm:?} {seconds}"
            );
        }
    }
}

#[test]
fn the_seed_of_another_hash_makes_other_passcodes() {
    // The known trap of Appendix B: SHA-256 and SHA-512 with the 20 bytes of SHA-1 do not give its passcodes.
    for (algorithm, code) in [(Algorithm::Sha256, "46119246"), (Algorithm::Sha512, "90693936")] {
        let short = authenticator(algorithm, 20, 8);
        assert_ne!(code_at(&short.seed, short.parameters, Time::from_millis(59_000)), code);
    }
}
