//! Requests as bytes, whole and cut off: answered, or refused with what is wrong. The fuzz targets call the same properties.

use clausula::analyse::Witness;
use clausula::analyse::report::request_json;
use clausula::contract::parse_request;
use clausula::law::Law;
use clausula::policy::store::PolicySet;
use clausula::testing::properties::{json_line, request_bytes};
use clausula::testing::{Edges, Settings, request_from};
use prost::Message;

#[test]
fn requests_of_every_kind_and_length() {
    let (set, law) = (PolicySet::built_in().unwrap(), Law::built_in());
    let mut read = 0;
    for policy in set.iter() {
        let edges = Edges::of(policy);
        for number in 0..60_u8 {
            let tape: Vec<u8> = (0..=255).map(|byte: u8| byte.wrapping_mul(number).wrapping_add(number)).collect();
            let facts = request_from(policy, &edges, Settings::DEFAULT, &tape);
            let (agreement, event) = (facts.agreement().clone(), facts.event().clone());
            let line = request_json(&Witness { agreement, event, basis: facts.basis() }, policy);
            json_line(&set, law, line.as_bytes()).unwrap_or_else(|violation| panic!("{violation}"));
            let half = line.get(..line.len() / 2).unwrap_or_default();
            json_line(&set, law, half.as_bytes()).unwrap_or_else(|violation| panic!("{violation}"));
            let Ok(message) = parse_request(line.as_bytes()) else { continue };
            let bytes = message.encode_to_vec();
            for end in [bytes.len(), bytes.len() - 1, bytes.len() / 2, 0] {
                request_bytes(&set, law, &bytes[..end]).unwrap_or_else(|violation| panic!("{violation}"));
            }
            read += 1;
        }
    }
    assert!(read >= 290, "{read}");
}
