//! The Admin Center as a place to find things in.

use std::collections::BTreeMap;

use doorward::web::pages::samples::Sample;

use super::all_screens;

#[test]
fn no_two_places_of_the_admin_center_have_one_name() {
    let mut seen = 0;
    for (words, Sample { name, html, .. }) in all_screens() {
        let Some((_, rest)) = html.split_once("<nav class=\"side\"") else { continue };
        let places = rest.split_once("</nav>").unwrap_or_default().0;
        let mut named = BTreeMap::new();
        for place in places.split("<a href=\"").skip(1) {
            let (href, rest) = place.split_once('"').unwrap_or_default();
            let text = rest.split_once('>').unwrap_or_default().1.split('<').next().unwrap_or_default();
            if let Some(other) = named.insert(text, href) {
                panic!("{} {name}: {other} and {href} are both called {text}", words.lang());
            }
            seen += 1;
        }
    }
    assert!(seen > 1_000, "{seen}");
}
