<?xml version="1.0" encoding="UTF-8"?>
<!-- Where the text comes from and what may be done with it: witnesses, copied source, rights, citation (Guidelines 2.2, 11). -->
<xsl:stylesheet version="3.0"
                xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
                xmlns:xs="http://www.w3.org/2001/XMLSchema"
                xmlns:map="http://www.w3.org/2005/xpath-functions/map"
                xmlns:tx="urn:tei-edition:functions"
                xmlns:lab="urn:tei-edition:labels"
                xmlns:cat="urn:tei-edition:catalogue"
                xpath-default-namespace="http://www.tei-c.org/ns/1.0"
                exclude-result-prefixes="#all"
                expand-text="yes">

  <!-- The archival copies of a telegram. -->
  <xsl:function name="tx:witnesses" as="element()*">
    <xsl:param name="telegram" as="element()"/>
    <xsl:sequence select="$telegram/teiHeader/fileDesc/sourceDesc/(listWit//witness | msDesc)"/>
  </xsl:function>

  <!-- Every archival copy that the source cites, all of equal rank. -->
  <xsl:template name="witnesses" as="element()?">
    <xsl:variable name="witnesses" as="element()*" select="tx:witnesses(.)"/>
    <xsl:if test="$witnesses">
      <xsl:variable name="id" as="xs:string" select="tx:free-id('witnesses', .)"/>
      <section class="witnesses" aria-labelledby="{$id}">
        <h2 id="{$id}">{tx:label('witnesses')}</h2>
        <ul class="cards">
          <xsl:for-each select="$witnesses">
            <li>
              <xsl:sequence select="tx:own-id(.)"/>
              <xsl:call-template name="witness"/>
            </li>
          </xsl:for-each>
        </ul>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="witness" as="element()*">
    <xsl:variable name="description" as="element()?" select="descendant-or-self::msDesc[1]"/>
    <xsl:variable name="identifier" as="element()?" select="$description/msIdentifier"/>
    <xsl:variable name="repository" as="element()?" select="$identifier/(repository, institution)[1]"/>
    <xsl:variable name="name" as="xs:string" select="
        if ($repository) then tx:display-name($repository) else if ($identifier) then tx:label('witness') else tx:line(.)"/>
    <!-- The page of the archive has the telegrams that it keeps. -->
    <xsl:variable name="archive" as="xs:string?" select="$around[tokenize($pages) = 'archives']/cat:around/cat:archive[
        @key = $repository/(substring-after(tokenize(@ref)[1], '#')[.], tx:line(.))[1]][1]/@path"/>
    <h3>
      <xsl:choose>
        <xsl:when test="$archive"><a href="{$home}{tx:path($archive)}">{$name}</a></xsl:when>
        <xsl:otherwise>{$name}</xsl:otherwise>
      </xsl:choose>
    </h3>
    <xsl:if test="$identifier">
      <dl class="facts">
        <xsl:call-template name="fact">
          <xsl:with-param name="label" select="tx:label('witness.cited')"/>
          <xsl:with-param name="content" select="tx:told($repository[tx:other-name(.)], '')"/>
        </xsl:call-template>
        <xsl:call-template name="fact">
          <xsl:with-param name="label" select="tx:label('witness.place')"/>
          <xsl:with-param name="content" select="tx:told(($identifier/settlement, $identifier/region, $identifier/country), ', ')"/>
        </xsl:call-template>
        <xsl:call-template name="fact">
          <xsl:with-param name="label" select="tx:label('witness.shelfmark')"/>
          <xsl:with-param name="content" select="tx:told($identifier/(idno[not(@type = 'canonical')] | altIdentifier/idno), '; ')"/>
        </xsl:call-template>
        <xsl:for-each select="$identifier/idno[@type = 'canonical']">
          <xsl:call-template name="fact">
            <xsl:with-param name="label" select="tx:label('witness.canonical')"/>
            <xsl:with-param name="content"><code>{tx:line(.)}</code></xsl:with-param>
          </xsl:call-template>
        </xsl:for-each>
        <xsl:call-template name="fact">
          <xsl:with-param name="label" select="tx:label('witness.leaves')"/>
          <xsl:with-param name="content" select="string-join($description/msContents/msItem/locus ! (
              if (@from and @to and @from ne @to) then @from || '–' || @to
              else (@from/string(), tx:line(.))[1]), ', ')"/>
        </xsl:call-template>
        <xsl:call-template name="fact">
          <xsl:with-param name="label" select="tx:label('witness.description')"/>
          <xsl:with-param name="content">
            <xsl:apply-templates select="$description/(* except (msIdentifier | msContents | physDesc[not(* except objectDesc)]))"/>
          </xsl:with-param>
        </xsl:call-template>
      </dl>
    </xsl:if>
  </xsl:template>

  <!-- What was really copied, and what it says of its own origin. -->
  <xsl:template name="copy-text" as="element()?">
    <xsl:variable name="source" as="element()*" select="teiHeader/fileDesc/sourceDesc/(* except (listWit | msDesc))[.//@* or normalize-space()]"/>
    <xsl:if test="$source">
      <xsl:variable name="id" as="xs:string" select="tx:free-id('source', .)"/>
      <section class="copytext" aria-labelledby="{$id}">
        <h2 id="{$id}">{tx:label('source')}</h2>
        <xsl:for-each select="$source">
          <xsl:choose>
            <xsl:when test="self::biblStruct">
              <xsl:call-template name="copied"/>
            </xsl:when>
            <xsl:otherwise>
              <xsl:apply-templates select="."/>
            </xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
        <dl class="facts">
          <xsl:for-each select="teiHeader/fileDesc/titleStmt/(respStmt | funder)">
            <xsl:call-template name="fact">
              <xsl:with-param name="label" select="(resp ! tx:line(.), tx:label('funder'))[1]"/>
              <xsl:with-param name="content" select="tx:told(if (resp) then * except resp else ., ', ')"/>
            </xsl:call-template>
          </xsl:for-each>
        </dl>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="copied" as="element()*">
    <dl class="facts">
      <xsl:call-template name="fact">
        <xsl:with-param name="label" select="tx:label('source.collection')"/>
        <xsl:with-param name="content" select="tx:told((monogr/title, monogr/imprint/publisher), ', ')"/>
      </xsl:call-template>
      <xsl:call-template name="fact">
        <xsl:with-param name="label" select="tx:label('source.record')"/>
        <xsl:with-param name="content" select="tx:told(analytic/idno, ', ')"/>
      </xsl:call-template>
      <xsl:for-each select="(analytic | monogr)/(ref | ptr | idno[tx:is-web-address(.)])">
        <xsl:variable name="target" as="xs:string" select="string((@target, .)[1])"/>
        <xsl:call-template name="fact">
          <xsl:with-param name="label" select="tx:label('source.address')"/>
          <xsl:with-param name="content" as="item()*">
            <xsl:choose>
              <xsl:when test="tx:is-web-address($target)"><a href="{tx:clean-address($target)}">{$target}</a></xsl:when>
              <xsl:otherwise>{$target}</xsl:otherwise>
            </xsl:choose>
          </xsl:with-param>
        </xsl:call-template>
      </xsl:for-each>
      <xsl:call-template name="fact">
        <xsl:with-param name="label" select="tx:label('source.title')"/>
        <xsl:with-param name="content" select="tx:told(analytic/title[tx:line(.) ne tx:title(root(current())/*)], ', ')"/>
      </xsl:call-template>
      <xsl:for-each select=".//date[normalize-space() or @when]">
        <xsl:call-template name="fact">
          <xsl:with-param name="label" select="tx:value-label('source.date', (@type, 'date')[1])"/>
          <xsl:with-param name="content" select="(tx:dating(.)[.], tx:line(.))[1]"/>
        </xsl:call-template>
      </xsl:for-each>
      <xsl:call-template name="fact">
        <xsl:with-param name="label" select="tx:label('source.recordType')"/>
        <xsl:with-param name="content" select="tx:told(../../notesStmt/note[@type = 'recordType'], ', ')"/>
      </xsl:call-template>
      <xsl:for-each select="note">
        <xsl:call-template name="fact">
          <xsl:with-param name="label" select="tx:value-label('source.note', (@type, 'note')[1])"/>
          <xsl:with-param name="content">
            <xsl:apply-templates/>
          </xsl:with-param>
        </xsl:call-template>
      </xsl:for-each>
    </dl>
  </xsl:template>

  <!-- Rights: the notice of the text word for word, and the licence of the encoding apart from it. -->
  <xsl:template name="rights" as="element()?">
    <xsl:call-template name="fold">
      <xsl:with-param name="kind" select="'rights'"/>
      <xsl:with-param name="label" select="tx:label('rights')"/>
      <xsl:with-param name="content" as="node()*">
        <xsl:variable name="publication" as="element()?" select="teiHeader/fileDesc/publicationStmt"/>
        <xsl:for-each select="$publication/availability[not(@n = 'encoding')]">
          <h3>{tx:label('rights.text')}</h3>
          <xsl:if test="@status or not(normalize-space())">
            <p class="secondary">{tx:value-label('status', (@status, 'unknown')[1])}</p>
          </xsl:if>
          <div class="notice">
            <xsl:apply-templates/>
          </div>
        </xsl:for-each>
        <xsl:for-each select="$publication/availability[@n = 'encoding']">
          <h3>{tx:label('rights.encoding')}</h3>
          <xsl:apply-templates select="*"/>
        </xsl:for-each>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- A licence is a link by its name; one with mark-up, such as a note, which may have links itself, has its address behind it. -->
  <xsl:template match="availability/licence">
    <xsl:element name="{if (tx:has-blocks(.)) then 'div' else 'p'}">
      <xsl:call-template name="common"/>
      <xsl:if test="*">
        <xsl:apply-templates/>
        <xsl:text> </xsl:text>
      </xsl:if>
      <xsl:call-template name="licence-link">
        <xsl:with-param name="name" select="tx:line(.[not(*)])"/>
        <xsl:with-param name="target" select="string(@target)"/>
      </xsl:call-template>
    </xsl:element>
  </xsl:template>

  <!-- How to cite, the file for machines, and what has been done to it. -->
  <xsl:template name="citation" as="element()">
    <xsl:variable name="id" as="xs:string" select="tx:free-id('cite', .)"/>
    <section class="citation" aria-labelledby="{$id}">
      <h2 id="{$id}">{tx:label('cite')}</h2>
      <p class="cite">
        <xsl:variable name="message" as="element()?" select="teiHeader/profileDesc/correspDesc[1]"/>
        <xsl:sequence select="tx:breakable(tx:label('cite.title', tx:title(.)) || ' ')"/>
        <xsl:if test="tx:dating-of($message)">{tx:label('cite.part', tx:dating-of($message))} </xsl:if>
        <xsl:if test="$edition-title">
          <xsl:text>{tx:label('cite.in')} </xsl:text>
          <cite>{$edition-title}</cite>
          <xsl:text>{tx:label('cite.edition', string-join((tx:label('cite.version', $edition-version)[$edition-version], tx:label('cite.editors', $editors)[$editors], $publisher, substring($build-date, 1, 4))[.], ', ')
                     ! (if (.) then ', ' || . else ''))} </xsl:text>
        </xsl:if>
        <xsl:variable name="shelfmarks" as="xs:string*" select="teiHeader/fileDesc/sourceDesc/listWit//msIdentifier ! string-join((
            (repository, institution)[1] ! tx:line(.), idno[@type = 'shelfmark'] ! tx:line(.)), ', ')"/>
        <xsl:if test="exists($shelfmarks)">{tx:label('cite.part', string-join($shelfmarks, '; '))} </xsl:if>
        <xsl:if test="tx:is-web-address($base-url)"><a href="{$base-url}{$page-path}">{$base-url}{$page-path}</a>.</xsl:if>
      </p>
      <p class="secondary">{tx:label('cite.paragraph')}</p>
      <xsl:if test="$tei-path">
        <p class="download">
          <a href="{tx:path($home || $tei-path)}" type="application/tei+xml">{tx:label('tei.file')}</a>
        </p>
      </xsl:if>
      <xsl:call-template name="formats"/>
      <xsl:call-template name="history"/>
    </section>
  </xsl:template>

  <xsl:template name="history" as="element()*">
    <xsl:for-each select="$history/cat:history">
      <p class="secondary releases">
        <xsl:text>{string-join(* ! tx:label('history.' || local-name(), (string(@version), tx:date(@date))), ' ')}</xsl:text>
        <xsl:if test="tokenize($pages) = 'versions'">
          <xsl:text> </xsl:text>
          <a href="{$home}versions.html#v{encode-for-uri((*)[last()]/@version)}">{tx:label('register.versions')}</a>
        </xsl:if>
      </p>
    </xsl:for-each>
    <xsl:for-each select="teiHeader/revisionDesc[@status or change]">
      <p class="secondary">{tx:value-label('revision', @status)}</p>
      <ul class="secondary changes">
        <xsl:for-each select=".//change">
          <xsl:variable name="told" as="node()*" select="tx:told(., '')"/>
          <xsl:variable name="separator" as="xs:string" select="tx:label('title.separator')"/>
          <li>
            <xsl:value-of select="string-join((tx:dating(.)[.], ''[exists($told)]), $separator)"/>
            <xsl:sequence select="$told"/>
            <xsl:value-of select="@who/($separator || tx:responsible(.))"/>
          </li>
        </xsl:for-each>
      </ul>
    </xsl:for-each>
    <xsl:if test="teiHeader/encodingDesc/(projectDesc | editorialDecl)">
      <details>
        <summary>{tx:label('principles')}</summary>
        <xsl:apply-templates select="teiHeader/encodingDesc/(projectDesc | editorialDecl)//(p | ab)"/>
      </details>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
