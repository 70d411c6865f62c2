//! What the CSV form takes, and what it says of everything else.

#![expect(clippy::unwrap_used, reason = "a panic is how a test fails")]

use super::*;
use crate::{
    exchange::{Form, sheet},
    shop::bulk::Goods,
};

fn parse(text: &str) -> Result<Sheet, FileError> {
    sheet::read(text.as_bytes(), Form::Csv, Currency::USD)
}

fn goods(text: &str) -> Vec<Goods> {
    parse(text).unwrap().goods
}

/// Each product as `SKU price stock | …`, what is not said as `-`.
fn sold(text: &str) -> Vec<String> {
    let goods = goods(text);
    let one = |goods: &Goods| {
        let variants = goods.variants.iter().map(|variant| {
            let price = variant
                .price
                .map_or("-".into(), |p| p.money().minor().to_string());
            let stock = variant.stock.map_or("-".into(), |stock| stock.to_string());
            format!("{} {price} {stock}", variant.sku)
        });
        variants.collect::<Vec<_>>().join(" | ")
    };
    goods.iter().map(one).collect()
}

fn refused(text: &str) -> String {
    parse(text).unwrap_err().to_string()
}

#[test]
fn files_are_read_as_spreadsheets_write_them() {
    for text in [
        "sku,price,stock\nMUG,12.50,3\nCUP,4.00,\n",
        "\u{feff}sku,price,stock\r\nMUG,12.50,3\r\nCUP,4,\r\n",
        "SKU;Price;Stock\r\nMUG;12,50;3\r\nCUP;4,00;\r\n;;\r\n",
        "sku\tprice\tstock\nMUG\t12,50\t3\nCUP\t4\t\n\n",
        "sep=;\r\nsku;price;stock\r\nMUG;$12,50;3\r\nCUP;4 USD;\r\n",
        "\"sku\",\"price\",\"stock\",\"\"\n\"MUG\",\"12,50\",\"3\",\"\"\nCUP,٤,,\n",
    ] {
        assert_eq!(sold(text), ["MUG 1250 3", "CUP 400 -"], "{text:?}");
    }
    let wide = "sku\tprice\nMUG\t12,50\n";
    let little: Vec<u8> = "\u{feff}"
        .encode_utf16()
        .chain(wide.encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    let big: Vec<u8> = "\u{feff}"
        .encode_utf16()
        .chain(wide.encode_utf16())
        .flat_map(u16::to_be_bytes)
        .collect();
    for bytes in [little, big] {
        let sheet = sheet::read(&bytes, Form::Csv, Currency::USD).unwrap();
        assert_eq!(sheet.goods.len(), 1);
    }
}

#[test]
fn rows_of_one_product_are_put_together() {
    let by_product = "sku,product,category,name,option 1,value 1,price\n\
         TS-S,TS,Shirts,T-shirt,Size,S,12\nMUG,MUG,Mugs,Mug,,,9\nTS-M,TS,Shirts,T-shirt,Size,M,12\n";
    assert_eq!(sold(by_product), ["TS-S 1200 - | TS-M 1200 -", "MUG 900 -"]);
    let by_name = "sku,category,name,option 1,value 1,price,description\n\
         TS-S,Shirts,T-shirt,Size,S,12,Soft.\nTS-M,shirts,T-shirt,Size,M,13,\n";
    assert_eq!(
        sold(by_name.replace("shirts", "Shirts").as_str()),
        ["TS-S 1200 - | TS-M 1300 -"]
    );
    let read = goods(&by_name.replace("shirts", "Shirts"));
    assert_eq!(read[0].description.as_deref(), Some("Soft."));
    // The same name without options is another product: names are not unique.
    let alone = "sku,category,name,price\nA,Mugs,Mug,9\nB,Mugs,Mug,9\n";
    assert_eq!(sold(alone), ["A 900 -", "B 900 -"]);
}

#[test]
fn an_empty_cell_says_nothing_but_an_empty_description_takes_it_away() {
    let read = goods("sku,name,description,photos,sort\nMUG,,,,\n");
    assert_eq!(read[0].name, None);
    assert_eq!(read[0].description.as_deref(), Some(""));
    assert_eq!(
        (&read[0].photos, read[0].sort, &read[0].options),
        (&None, None, &None)
    );
    assert_eq!(goods("sku\nMUG\n")[0].description, None);
}

#[test]
fn photos_are_named_by_their_content() {
    let hash = "AB".repeat(32);
    let read = goods(&format!(
        "sku,photos,variant photo\nMUG,\"sha256:{hash}, mug.jpg\",x.png\n"
    ));
    let expected = vec![hash.to_ascii_lowercase(), "mug.jpg".to_owned()];
    assert_eq!(read[0].photos, Some(expected));
    assert_eq!(read[0].variants[0].photo.as_deref(), Some("x.png"));
}

#[test]
fn every_mistake_is_named_with_line_and_column() {
    for (text, expected) in [
        ("", "the file is empty"),
        ("name,price\nMug,1\n", "line 1, column sku: is missing"),
        (
            "sku,colour\nA,red\n",
            "line 1, column 2: unknown column 'colour'; known are sku, product,",
        ),
        (
            "sku,price,Price\nA,1,1\n",
            "line 1, column 3: 'price' is column 2 already",
        ),
        (
            "sku,price\nA\n",
            "line 2, the whole row: has 1 cells instead of 2; is it cut off?",
        ),
        (
            "sku,price\nA,1,2\n",
            "line 2, column 3: '2' stands in a column without a name",
        ),
        (
            "sku,price\nA,\"1,234\"\n",
            "line 2, column price: '1,234' can be read in two ways",
        ),
        (
            "sku,price\nA,1e9\n",
            "line 2, column price: '1e9' is not a number; write it like 12.50",
        ),
        (
            "sku,price\nA,0\n",
            "line 2, column price: '0' must be more than 0",
        ),
        (
            "sku,price\nA,12 EUR\n",
            "line 2, column price: '12 EUR' must be in USD",
        ),
        (
            "sku,stock\nA,+5\n",
            "line 2, column stock: '+5' is not a number",
        ),
        (
            "sku,stock\nA,-5\n",
            "line 2, column stock: '-5' must be 0 or more",
        ),
        (
            "sku,stock\nA,1.5\n",
            "line 2, column stock: '1.5' must be a whole number",
        ),
        ("sku,stock\n,5\n", "line 2, column sku: is missing"),
        (
            "sku,stock\nA,5\nA,6\n",
            "line 3, column sku: 'A' stands in line 2 already",
        ),
        (
            "sku,value 1\nA,S\n",
            "line 2, column option 1: is missing beside 'value 1'",
        ),
        (
            "sku,option 1,value 1\nA,Size,\n",
            "line 2, column value 1: is missing beside 'option 1'",
        ),
        (
            "sku,product,name\nA,P,x\nB,P,y\n",
            "line 3, column name: differs from line 2",
        ),
        (
            "sku,category\nA,Drinks > > Tea\n",
            "line 2, column category: 'Drinks > > Tea' must not be empty",
        ),
        (
            "sku,product,option 1,value 1\nA,P,Size,S\nB,P,Size,s\n",
            "line 2, column value 1: 'B' has the same values as 'A'",
        ),
        (
            "sku,name\n\"A\",\"two\nlines\"\nB,1\n,x\n",
            "line 5, column sku: is missing",
        ),
    ] {
        let found = refused(text);
        assert!(found.contains(expected), "{text:?}: {found}");
    }
    let long = format!("sku,name\nA,{}\n", "x".repeat(256));
    assert!(
        refused(&long).contains("column name: 'xxx"),
        "{}",
        refused(&long)
    );
}

#[test]
fn all_mistakes_are_counted_and_the_number_of_rows_is_bounded() {
    let rows = "A,x\n".repeat(70);
    let found = refused(&format!("sku,price\n{rows}"));
    assert!(found.starts_with("139 errors"), "{found}");
    assert!(found.ends_with("… and 89 more"), "{found}");
    let mut many = "sku\n".to_owned();
    for row in 0..=MAX_ROWS {
        many += &format!("S{row}\n");
    }
    let found = refused(&many);
    assert!(
        found.contains("line 20002, the whole row: a file has at most 20000 rows"),
        "{found}"
    );
}

#[test]
fn what_is_no_text_is_refused() {
    let read = |bytes: &[u8]| {
        sheet::read(bytes, Form::Csv, Currency::USD)
            .unwrap_err()
            .to_string()
    };
    assert!(read(b"PK\x03\x04rest").contains("workbook"));
    assert!(read(b"sku\nM\xe4\n").contains("not in UTF-8 (byte 5)"));
    assert!(read(&vec![b'x'; 20 * 1024 * 1024 + 1]).contains("larger than 20 MB"));
    let json = sheet::read(b"sku,price", Form::Json, Currency::USD)
        .unwrap_err()
        .to_string();
    assert!(json.contains("not valid JSON"), "{json}");
}
